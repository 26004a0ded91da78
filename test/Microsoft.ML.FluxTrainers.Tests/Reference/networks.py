"""Writes networks.json: outputs, gradients and running means of whole convolutional networks by PyTorch, for the tests in Networks.

Run with PyTorch 1.13 (Debian 12: apt-get install python3-torch): python3 networks.py > networks.json

The networks are written out here layer by layer, in double precision, after Simonyan and Zisserman (2015) and He and others (2016);
their parameters have the order of torchvision's. The k-th number of all parameters, and of all running means and variances, comes from
noise(k), which the tests compute alike: weights are noise * 2 / sqrt(fan in), scales of norms 1 + noise / 4, biases noise / 10, running
means noise / 10, running variances 1 + noise / 4. Pixels are noise from "pixels" on,
which was chosen so that no ReLU or pool is so near to a tie that float32 and double disagree: changes of all weights by a millionth change the
gradient by less than 3e-5. "in_use" are the outputs in evaluation mode; "in_training" those
in training mode, "gradient" the sum and the first numbers of the gradient of the first convolution's weight under the summed cross entropy of
classes 0, 1, ..., and "running_mean" the first numbers of the last batch norm's mean after that pass.
"""
import json
import numpy as np
import torch
from torch import nn

torch.set_default_dtype(torch.float64)
ROWS, CLASSES = 3, 4


def noise(start, count):
    h = (np.arange(start, start + count, dtype=np.uint64) * 0x9E3779B1 + 1).astype(np.uint32)
    for shift, factor in ((15, 0x85EBCA6B), (13, 0xC2B2AE35)):
        h = ((h ^ (h >> np.uint32(shift))).astype(np.uint64) * factor).astype(np.uint32)
    h ^= h >> np.uint32(16)
    return torch.from_numpy(h.astype(np.float64) / 2.0**31 - 1)


def fill(model):
    at = 0
    with torch.no_grad():
        for name, p in model.named_parameters():
            n = noise(at, p.numel()).view(p.shape)
            at += p.numel()
            if p.dim() > 1:
                p.copy_(n * 2 / (p.numel() / p.shape[0]) ** 0.5)
            else:
                p.copy_(1 + n / 4 if name.endswith("weight") else n / 10)
        at = 0
        for name, b in model.named_buffers():
            if b.dim() > 0:
                n = noise(at, b.numel())
                at += b.numel()
                b.copy_(n / 10 if name.endswith("mean") else 1 + n / 4)
    return model


def conv_builder(channels, height, width, stages=(16, 32, 32), kernel=(3, 3), pooling=2):
    layers, c, h, w = [], channels, height, width
    pad = ((kernel[0] - 1) // 2, (kernel[1] - 1) // 2)
    for out in stages:
        layers += [nn.Conv2d(c, out, kernel, padding=pad), nn.ReLU(), nn.MaxPool2d(pooling)]
        c, h, w = out, (h + 2 * pad[0] - kernel[0] + 1) // pooling, (w + 2 * pad[1] - kernel[1] + 1) // pooling
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(c * h * w, CLASSES))


def vgg(convolutions, norm, hidden):
    layers, c = [], 3
    for width, count in zip((64, 128, 256, 512, 512), convolutions):
        for _ in range(count):
            layers += [nn.Conv2d(c, width, 3, padding=1)] + ([nn.BatchNorm2d(width)] if norm else []) + [nn.ReLU()]
            c = width
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(512, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, CLASSES))


class Block(nn.Module):
    def __init__(self, before, width, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(before, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width)
        self.downsample = None if before == width else nn.Sequential(nn.Conv2d(before, width, 1, stride, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(y + (x if self.downsample is None else self.downsample(x)))


def resnet18(small):
    stem = [nn.Conv2d(3, 64, 3, 1, 1, bias=False)] if small else [nn.Conv2d(3, 64, 7, 2, 3, bias=False)]
    stem += [nn.BatchNorm2d(64), nn.ReLU()] + ([] if small else [nn.MaxPool2d(3, 2, 1)])
    blocks, c = [], 64
    for stage, width in enumerate((64, 128, 256, 512)):
        for block in range(2):
            blocks.append(Block(c, width, 2 if stage > 0 and block == 0 else 1))
            c = width
    return nn.Sequential(*stem, *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, CLASSES))


def record(model, pixels, channels, height, width):
    model = fill(model)
    x = noise(pixels, ROWS * channels * height * width).view(ROWS, channels, height, width)
    in_use = model.eval()(x)
    in_training = model.train()(x)
    nn.functional.cross_entropy(in_training, torch.arange(ROWS), reduction="sum").backward()
    gradient = next(model.parameters()).grad.flatten()
    means = [b for name, b in model.named_buffers() if name.endswith("running_mean")]
    return dict(
        pixels=pixels,
        in_use=in_use.flatten().tolist(), in_training=in_training.flatten().tolist(),
        gradient=[gradient.sum().item()] + gradient[:8].tolist(),
        running_mean=means[-1][:4].tolist() if means else [])


print(json.dumps({
    "ConvBuilder": record(conv_builder(1, 28, 28), 400_000, 1, 28, 28),
    "ConvBuilder with other windows": record(conv_builder(3, 21, 26, (6, 9), (5, 4), 3), 400_000, 3, 21, 26),
    "VGG 11": record(vgg([1, 1, 2, 2, 2], False, 40), 900_000, 3, 32, 32),
    "VGG 13 with batch norms": record(vgg([2, 2, 2, 2, 2], True, 40), 500_000, 3, 32, 32),
    "ResNet 18 of small images": record(resnet18(True), 600_000, 3, 16, 16),
    "ResNet 18": record(resnet18(False), 400_000, 3, 64, 64),
}, indent=1))
