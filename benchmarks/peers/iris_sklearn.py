"""What samples/quickstart.cs does, with scikit-learn: iris cross-validated in five folds, trained, saved, loaded and asked about one flower."""
import os, tempfile, warnings
import joblib
import numpy as np
from sklearn.datasets import load_iris
from sklearn.model_selection import cross_val_score
from sklearn.neural_network import MLPClassifier

warnings.filterwarnings("ignore")
x, y = load_iris(return_X_y=True)
network = MLPClassifier((5, 4), learning_rate_init=0.01, batch_size=8, max_iter=100, alpha=0, tol=0, n_iter_no_change=10 ** 6, random_state=0)
print("accuracy", cross_val_score(network, x, y, cv=5).mean())
path = os.path.join(tempfile.gettempdir(), f"iris-{os.getpid()}.joblib")
joblib.dump(network.fit(x, y), path)
print(joblib.load(path).predict_proba(np.array([[6.1, 2.8, 4.7, 1.2]])))
os.remove(path)
