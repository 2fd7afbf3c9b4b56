"""Tally: everything countable becomes one frozen Report.

``count`` puts the Report together, of ``counted_points``, ``theme_tallies`` and ``response_views``. ``report`` has the
Report's parts, ``reconciliation`` and ``ledger_view`` the account of everything received, ``closed_questions`` the
answers to closed questions, ``disclosure`` what may be told of whom, ``printable`` what may be printed of a response,
``masking`` how names and contacts are masked, ``quotations`` which points are quoted, ``citations`` what points are
called, ``uncertainty`` what a person should look at first, ``repeated_arguments`` what is said twice.
"""
