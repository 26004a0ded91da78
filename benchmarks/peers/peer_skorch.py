"""skorch with its defaults, except that it trains on all rows and prints nothing."""
import harness as H
import numpy as np
import skorch, torch
from skorch import NeuralNetBinaryClassifier, NeuralNetClassifier, NeuralNetRegressor
from networks import make

torch.set_num_threads(1)
S = H.SPEC
KIND = {"classes": NeuralNetClassifier, "binary": NeuralNetBinaryClassifier, "number": NeuralNetRegressor}[S["task"]]


def columns(x):
    return dict(numbers=x[0], codes=x[1]) if "levels" in S else x[0]


def fit(x, y, epochs, seed):
    torch.manual_seed(seed)
    extra = dict(criterion=torch.nn.CrossEntropyLoss) if S["task"] == "classes" else {}
    y = y[:, None] if S["task"] == "number" else y
    return KIND(
        make(S, x), optimizer=torch.optim.Adam, lr=S["lr"], batch_size=S["batch"], max_epochs=epochs, train_split=None,
        iterator_train__shuffle=True, verbose=0, **extra).fit(columns(x), y)


def predict(model, x):
    if S["task"] == "number":
        return model.predict(columns(x))[:, 0]
    p = model.predict_proba(columns(x))
    return p[:, 1] if S["task"] == "binary" else p


H.run("skorch", fit, predict, predict, f"skorch {skorch.__version__}")
