"""Positioning: where each respondent stands on a question or the proposal, from the closed answer, else from the words.

``answers`` says what a response says to each question, ``closed_position`` what a chosen answer means,
``worded_position`` what words mean, by the cues of ``stance_cues``, ``outright_cues`` and ``evaluations``, and
``position_coder`` makes codings of it.
"""
