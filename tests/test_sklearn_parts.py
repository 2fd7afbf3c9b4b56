"""The parts of scikit-learn that we use, and nothing that they do not need."""

from __future__ import annotations

import subprocess
import sys

STATEMENTS = (
    "import sys",
    "from analysis.classifying import ThemeClassifier",
    "print(*({'scipy.stats', 'pandas', 'scipy.interpolate'} & set(sys.modules)), sep='')",
    "from scipy.stats import fisher_exact",
    "from pandas import DataFrame",
    "from scipy.interpolate import BSpline",
    "from sklearn.base import clone",
    "print(fisher_exact([[1, 2], [3, 4]]).pvalue, clone(ThemeClassifier(None)).threshold, len(DataFrame()), BSpline)",
)


def test_coding_costs_no_process_what_scikit_learn_does_not_need_and_others_get_all_of_it() -> None:
    command = [sys.executable, "-c", "; ".join(STATEMENTS)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert told == ["", "1.0 None 0 <class 'scipy.interpolate._bsplines.BSpline'>"]
