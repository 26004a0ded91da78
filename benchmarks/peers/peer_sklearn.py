"""scikit-learn's MLPClassifier and MLPRegressor, told to run every epoch; categories one-hot. It has no dropout and no convolutions."""
import warnings
import harness as H
import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor

warnings.filterwarnings("ignore")   # "maximum iterations reached" is what is wanted
S = H.SPEC


def columns(x):
    return np.concatenate([x[0]] + [np.eye(n, dtype=np.float32)[x[1][:, i]] for i, n in enumerate(S["levels"])], 1) if "levels" in S else x[0]


def fit(x, y, epochs, seed):
    kind = MLPRegressor if S["task"] == "number" else MLPClassifier
    return kind(
        S["hidden"], activation="relu", solver="adam", alpha=0.0, batch_size=min(S["batch"], len(y)), learning_rate_init=S["lr"],
        max_iter=epochs, tol=0.0, n_iter_no_change=10 ** 6, shuffle=True, random_state=seed).fit(columns(x), y)


def predict(model, x):
    if S["task"] == "number":
        return model.predict(columns(x))
    p = model.predict_proba(columns(x))
    return p[:, 1] if S["task"] == "binary" else p


H.run("sklearn", fit, predict, predict, f"scikit-learn {sklearn.__version__}")
