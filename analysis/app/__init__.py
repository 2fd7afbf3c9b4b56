"""The use cases: the one place where rooms are joined, files of the user are opened and the clock is read.

``context`` is what every use case on a workspace works with, ``use_case_results`` what several return; ``publish``
makes the report, and ``single_file`` reads and splits one file. The others lie in the folder of their work: ``ingest``
(uploads, reading), ``reader_process`` (the processes that read), ``snapshot`` (how it all stands now, cached),
``coding`` (machine and people, codebooks), ``audit`` (samples and what they prove), ``redaction`` (personal data),
``views`` (what pages and the report show), ``admin`` (verify, erase, back up, settings).
"""
