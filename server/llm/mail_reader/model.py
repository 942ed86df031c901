"""Reading a mail with the trained model: probabilities, nothing more. What is made of them is decided in tickets/."""

import io
from functools import cache, partial
from importlib.resources import files

import numpy as np
import threadpoolctl
from msgspec import Struct
from numpy.typing import NDArray

from server.llm.e5_file import E5File, read_e5_file

Array = NDArray[np.float32]

MOST_TOKENS = 160
"""Of a mail: as many as the model was trained on; what a customer wants stands before that."""

_HEADS = 12
_EPSILON = 1e-12
_QUESTION = "query: "


class MailSigns(Struct, frozen=True):
    """Calibrated probabilities by value. `problem`, `wish`, `mood` and `intent` add up to 1; of `problems` each is
    the probability that the mail reports it, among others. `withdrawal`: that it declares one.
    """

    problem: dict[str, float]
    problems: dict[str, float]
    wish: dict[str, float]
    mood: dict[str, float]
    intent: dict[str, float]
    withdrawal: float


class _Layer(Struct, frozen=True):
    attend: Array
    attend_bias: Array
    gather: Array
    gather_bias: Array
    gather_norm: tuple[Array, Array]
    widen: Array
    widen_bias: Array
    narrow: Array
    narrow_bias: Array
    narrow_norm: tuple[Array, Array]


class MailReader:
    """The model in memory: 60 MB. Safe in several threads, for reading changes nothing."""

    def __init__(self, words: E5File, weights: dict[str, NDArray[np.generic]]) -> None:
        self._words = words
        self._names = {name: [str(value) for value in weights[f"names.{name}"]] for name in _OUTPUTS}
        get = partial(_matrix, weights)
        self._places = get("positions") + get("type")
        self._norm = (get("norm.w"), get("norm.b"))
        self._layers = [_layer(get, number) for number in range(int(weights["layers"]))]
        self._look, self._look_bias = get("look.w"), get("look.b")
        self._heads = {name: (get(f"{name}.w"), get(f"{name}.b")) for name in _OUTPUTS}
        self._heat = {name: float(weights[f"heat.{name}"]) for name in _OUTPUTS}

    def read(self, text: str) -> MailSigns:
        """What a mail's own words say. 10 to 40 ms on one core: call it in a thread."""
        tokens = self._words.tokens(_QUESTION + text, MOST_TOKENS)
        with _one_thread():
            found = self._forward(tokens)
        out = {name: (found @ w + b) / self._heat[name] for name, (w, b) in self._heads.items()}
        return MailSigns(
            problem=self._by_name("problem", _softmax(out["problem"])),
            problems=self._by_name("problems", _sigmoid(out["problems"])),
            wish=self._by_name("wish", _softmax(out["wish"])),
            mood=self._by_name("mood", _softmax(out["mood"])),
            intent=self._by_name("intent", _softmax(out["intent"])),
            withdrawal=float(_sigmoid(out["withdrawal"])[0]),
        )

    def _by_name(self, output: str, values: Array) -> dict[str, float]:
        return dict(zip(self._names[output], values.tolist(), strict=True))

    def _forward(self, tokens: list[int]) -> Array:
        """The mean of all tokens, and what each of the heads of attention looks at."""
        x = _normalised(self._words.word_vectors(tokens) + self._places[: len(tokens)], self._norm)
        for layer in self._layers:
            x = _through(layer, x)
        looked = _softmax((x @ self._look + self._look_bias).T) @ x
        return np.concatenate([x.mean(0), looked.reshape(-1)])


_OUTPUTS = ("problem", "problems", "wish", "mood", "intent", "withdrawal")


@cache
def _threads() -> threadpoolctl.ThreadpoolController:
    return threadpoolctl.ThreadpoolController()


def _one_thread() -> threadpoolctl.threadpool_limits:
    """More threads than cores make its small matrices wait for each other."""
    return _threads().limit(limits=1, user_api="blas")


@cache
def mail_reader() -> MailReader:
    """The model inside the package, loaded once: about a second."""
    with np.load(io.BytesIO(files("server.llm.mail_reader").joinpath("weights.npz").read_bytes())) as stored:
        return MailReader(read_e5_file(), dict(stored))


def _matrix(weights: dict[str, NDArray[np.generic]], name: str) -> Array:
    """Stored as bytes with a scale for each column, or as half precision."""
    stored = weights[name].astype(np.float32)
    scale = weights.get(f"{name}.scale")
    return np.ascontiguousarray(stored if scale is None else stored * scale.astype(np.float32), dtype=np.float32)


def _layer(get: "partial[Array]", number: int) -> _Layer:
    at = f"l{number}."
    return _Layer(
        attend=get(f"{at}qkv.w"),
        attend_bias=get(f"{at}qkv.b"),
        gather=get(f"{at}o.w"),
        gather_bias=get(f"{at}o.b"),
        gather_norm=(get(f"{at}n1.w"), get(f"{at}n1.b")),
        widen=get(f"{at}fi.w"),
        widen_bias=get(f"{at}fi.b"),
        narrow=get(f"{at}fo.w"),
        narrow_bias=get(f"{at}fo.b"),
        narrow_norm=(get(f"{at}n2.w"), get(f"{at}n2.b")),
    )


def _through(layer: _Layer, x: Array) -> Array:
    size, dimension = x.shape
    split = (x @ layer.attend + layer.attend_bias).reshape(size, 3, _HEADS, dimension // _HEADS)
    query, key, value = split.transpose(1, 2, 0, 3)
    likeness = np.asarray(query @ key.transpose(0, 2, 1) / np.sqrt(dimension / _HEADS), dtype=np.float32)
    weight = _softmax(likeness)
    seen = (weight @ value).transpose(1, 0, 2).reshape(size, dimension)
    x = _normalised(np.asarray(x + seen @ layer.gather + layer.gather_bias, dtype=np.float32), layer.gather_norm)
    wide = _gelu(x @ layer.widen + layer.widen_bias)
    return _normalised(np.asarray(x + wide @ layer.narrow + layer.narrow_bias, dtype=np.float32), layer.narrow_norm)


def _normalised(x: Array, weights: tuple[Array, Array]) -> Array:
    centred = x - x.mean(-1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(-1, keepdims=True) + _EPSILON)
    return np.asarray(centred / spread * weights[0] + weights[1], dtype=np.float32)


def _gelu(x: Array) -> Array:
    return np.asarray(0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x))), dtype=np.float32)


def _softmax(x: Array) -> Array:
    raised = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), dtype=np.float32)


def _sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-x)), dtype=np.float32)
