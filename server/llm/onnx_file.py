"""Opening a trained reader's file (evals/training/reader_file.py writes it)."""

import json
from importlib.resources import files
from typing import Any

import onnxruntime


def open_reader(package: str) -> tuple[onnxruntime.InferenceSession, Any]:
    """The model that lies beside a package's code, and the names of what it says, as they were stored with it.

    On one thread: other threads read something else meanwhile.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    model = files(package).joinpath("reader.onnx").read_bytes()
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return session, json.loads(session.get_modelmeta().custom_metadata_map["names"])
