"""scikit-learn's MLPClassifier, told to run every epoch."""
import warnings
import harness as H
IMPORT_S, _ = H.timed(lambda: __import__("sklearn.neural_network"))
import sklearn
from sklearn.neural_network import MLPClassifier

warnings.filterwarnings("ignore")   # "maximum iterations reached" is what is wanted
S = H.SPEC


def fit(x, y, epochs, seed):
    return MLPClassifier(
        S["hidden"], activation="relu", solver="adam", alpha=0.0, batch_size=min(S["batch"], len(y)), learning_rate_init=S["lr"],
        max_iter=epochs, tol=0.0, n_iter_no_change=10 ** 6, shuffle=True, random_state=seed).fit(x, y)


def predict(model, x):
    return model.predict_proba(x)


H.run("sklearn", IMPORT_S, fit, predict, predict, f"scikit-learn {sklearn.__version__}")
