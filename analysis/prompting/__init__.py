"""Prompting: a language model of the user's choice is asked, and its answers are read; nothing it says is believed
before it was checked.

``model_requests`` says what is asked, ``sent_text`` in which words, ``model_answers`` what an answer says, and
``model_client`` is the one place that opens a socket.
"""
