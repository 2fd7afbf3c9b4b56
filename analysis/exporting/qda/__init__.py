"""REFI-QDA: codebooks (.qdc) and projects (.qdpx) as tools of qualitative analysis exchange them.

Written with lxml and not with pyrefiqda, whose archives have the clock's dates in them, and whose ``load`` unpacks
whatever an archive says to wherever it says; the tests read what we write with it.
"""
