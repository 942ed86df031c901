"""Trained readers as files for onnxruntime: their matrices as bytes, their outputs as probabilities.

Written with torch's own exporter and onnxruntime's own quantisation (dynamic: a scale for each column of a matrix, and
for what is multiplied with it a scale found while reading). Matrices take seven bits of eight: processors without VNNI
add products of bytes in too small a number, and would read otherwise than others. `server/llm/mail_reader/model.py`
and `server/llm/sentence_reader/model.py` read the files.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import onnx
import torch
from msgspec import Struct
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from evals.training.encoder import DIMENSION, Reader
from evals.training.probes import Probes
from evals.training.stacking import Stack
from server.llm.embeddings import USE
from server.llm.mail_reader.model import MOST_TOKENS
from server.llm.sentence_reader.model import MOST_TOKENS as MOST_TOKENS_OF_A_SENTENCE

MANY_OF = ("problems", "withdrawal")
"""Outputs of which each value is true or not by itself; of the others one is."""


class Calibration(Struct, frozen=True):
    """Of one output: how much the probes' logits count beside the layers', and what the sum is divided by."""

    sentence: float
    grams: float
    heat: float

    def joined(self, read: Tensor, sentence: Tensor, grams: Tensor) -> Tensor:
        """The logits of all three together."""
        return (read + self.sentence * sentence + self.grams * grams) / self.heat


class _Finished(nn.Module):
    """One mail at a time, without what only training needs."""

    def __init__(self, reader: Reader, probes: Probes, calibrations: Mapping[str, Calibration], stack: Stack) -> None:
        super().__init__()
        self.reader, self.sentence, self.grams, self.stack = reader, probes.sentence, probes.grams, stack
        self.calibrations = calibrations

    def forward(self, words: Tensor, sentence: Tensor, grams: Tensor) -> list[Tensor]:
        """(1, tokens, dimension), (1, dimension), (grams,) -> probabilities by output, in the calibrations' order."""
        looks = self.reader(words, None), self.sentence(sentence), self.grams(grams)
        joined = {name: by.joined(*(look[name] for look in looks)) for name, by in self.calibrations.items()}
        return [_probabilities(name, logits[0]) for name, logits in self.stack(joined).items()]


def _probabilities(name: str, logits: Tensor) -> Tensor:
    return logits.sigmoid() if name in MANY_OF else logits.softmax(-1)


def write_reader(
    reader: Reader,
    probes: Probes,
    calibrations: Mapping[str, Calibration],
    stack: Stack,
    names: Mapping[str, Sequence[str]],
    path: Path,
) -> None:
    """Write the file; `names`, each output's values, are kept in its metadata."""
    tokens = torch.export.Dim("tokens", min=2, max=MOST_TOKENS)
    grams = torch.export.Dim("grams", min=1)
    _write(
        _Finished(reader, probes, calibrations, stack),
        {"words": torch.randn(1, 50, DIMENSION), "sentence": torch.randn(1, USE.dimension), "grams": torch.arange(90)},
        {"words": {1: tokens}, "sentence": None, "grams": {0: grams}},
        list(calibrations),
        {name: list(names[name]) for name in calibrations},
        path,
    )


class _Sentence(nn.Module):
    """One sentence at a time."""

    def __init__(self, reader: Reader, output: str) -> None:
        super().__init__()
        self.reader, self.output = reader, output

    def forward(self, words: Tensor) -> Tensor:
        """(1, tokens, dimension) -> (sayings,) probabilities."""
        said: Tensor = self.reader(words, None)[self.output][0]
        return said.sigmoid()


def write_sentence_reader(reader: Reader, output: str, names: Sequence[str], path: Path) -> None:
    """The same for the sentence reader, whose one output says how probable each of `names` is."""
    tokens = torch.export.Dim("tokens", min=2, max=MOST_TOKENS_OF_A_SENTENCE)
    given = {"words": torch.randn(1, 20, DIMENSION)}
    _write(_Sentence(reader, output), given, {"words": {1: tokens}}, [output], list(names), path)


def _write(
    module: nn.Module,
    given: Mapping[str, Tensor],
    sizes: Mapping[str, Mapping[int, object] | None],
    outputs: list[str],
    names: object,
    path: Path,
) -> None:
    """Exported for inputs like `given`, of any length where `sizes` says so; matrices as bytes, names as metadata."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            module.eval(),
            tuple(given.values()),
            str(whole),
            dynamo=True,
            input_names=list(given),
            output_names=outputs,
            dynamic_shapes=dict(sizes),
        )
        quantize_dynamic(whole, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    stored = onnx.load(path)
    onnx.helper.set_model_props(stored, {"names": json.dumps(names)})
    onnx.save(stored, path)
