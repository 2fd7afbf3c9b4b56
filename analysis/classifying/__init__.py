"""Classifying: the codebook, and whatever people have coded, become scores for every point, with their evidence."""

from analysis.classifying.classifier import ThemeClassifier
from analysis.classifying.machine_coding import code, machine_coder

__all__ = ["ThemeClassifier", "code", "machine_coder"]
