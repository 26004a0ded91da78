"""A hand-written PyTorch loop: tensors ready beforehand, one permutation an epoch, foreach Adam, no `.item()` in a step; images channels-last."""
import harness as H
import torch
from torch import nn
from networks import make

torch.set_num_threads(1)
S = H.SPEC
LOSS = {"classes": nn.CrossEntropyLoss, "binary": nn.BCEWithLogitsLoss, "number": nn.MSELoss}[S["task"]]
FORMAT = torch.channels_last if "conv" in S else torch.contiguous_format


def tensors(x):
    return tuple(torch.from_numpy(part).contiguous(memory_format=FORMAT) for part in x)


def fit(x, y, epochs, seed):
    torch.manual_seed(seed)
    x, y = tensors(x), torch.from_numpy(y)
    y = y if S["task"] == "classes" else y.unsqueeze(1)
    model = make(S, x).to(memory_format=FORMAT)
    loss_of = LOSS()
    optimizer = torch.optim.Adam(model.parameters(), lr=S["lr"], foreach=True)
    for _ in range(epochs):
        order = torch.randperm(len(y))
        for start in range(0, len(y), S["batch"]):
            rows = order[start:start + S["batch"]]
            optimizer.zero_grad(set_to_none=True)
            loss_of(model(*[part.index_select(0, rows) for part in x]), y.index_select(0, rows)).backward()
            optimizer.step()
    return model.eval()


def head(z):
    return {"classes": lambda: torch.softmax(z, 1), "binary": lambda: torch.sigmoid(z)[:, 0], "number": lambda: z[:, 0]}[S["task"]]()


@torch.inference_mode()
def predict(model, x):
    x, chunk = tensors(x), 100 if "conv" in S else 2048
    return torch.cat([head(model(*[part[i:i + chunk] for part in x])) for i in range(0, len(x[0]), chunk)]).numpy()


@torch.inference_mode()
def predict_one(model, x):
    return head(model(*tensors(x))).numpy()


def forward(model, x):
    ready = tensors(x)

    def call():
        with torch.inference_mode():
            return model(*ready)
    return call


H.run("pytorch", fit, predict, predict_one, f"PyTorch {torch.__version__}", forward)
