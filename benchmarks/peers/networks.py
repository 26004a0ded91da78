"""The networks, shared by the PyTorch loop and skorch. PyTorch's own initial weights."""
import torch
from torch import nn


def mlp(width, hidden, outputs, dropout=0.0):
    layers = []
    for h in hidden:
        layers += [nn.Linear(width, h), nn.ReLU()] + ([nn.Dropout(dropout)] if dropout else [])
        width = h
    return nn.Sequential(*layers, nn.Linear(width, outputs))


class Embedded(nn.Module):
    def __init__(self, spec):
        super().__init__()
        self.vectors = nn.ModuleList(nn.Embedding(levels, size) for levels, size in zip(spec["levels"], spec["sizes"]))
        self.mlp = mlp(spec["numbers"] + sum(spec["sizes"]), spec["hidden"], spec["outputs"])

    def forward(self, numbers, codes):
        return self.mlp(torch.cat([numbers] + [vector(codes[:, i]) for i, vector in enumerate(self.vectors)], 1))


def convolutions(channels, outputs):
    layers, width = [], 1
    for c in channels:
        layers += [nn.Conv2d(width, c, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)]
        width = c
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(9 * width, outputs))


def make(spec, x):
    if "conv" in spec:
        return convolutions(spec["conv"], spec["outputs"])
    if "levels" in spec:
        return Embedded(spec)
    return mlp(x[0].shape[1], spec["hidden"], spec["outputs"], spec.get("dropout", 0.0))
