"""skorch's NeuralNetClassifier with its defaults, except that it trains on all rows and prints nothing."""
import harness as H
IMPORT_S, _ = H.timed(lambda: __import__("skorch"))
import skorch, torch
from skorch import NeuralNetClassifier
from torch import nn

torch.set_num_threads(1)
S = H.SPEC


def make(inputs):
    layers, width = [], inputs
    for hidden in S["hidden"]:
        layers += [nn.Linear(width, hidden), nn.ReLU()]
        width = hidden
    return nn.Sequential(*layers, nn.Linear(width, S["classes"]))


def fit(x, y, epochs, seed):
    torch.manual_seed(seed)
    return NeuralNetClassifier(
        make(x.shape[1]), criterion=nn.CrossEntropyLoss, optimizer=torch.optim.Adam, lr=S["lr"], batch_size=S["batch"],
        max_epochs=epochs, train_split=None, iterator_train__shuffle=True, verbose=0).fit(x, y)


def predict(model, x):
    return model.predict_proba(x)


H.run("skorch", IMPORT_S, fit, predict, predict, f"skorch {skorch.__version__}")
