"""Duties: over a year as periods with their last days, and held against evidence of what was done.

A duty binds whether or not anybody asks. Which duties bind is decided like any request (the caller gives the function
that decides); what was done is evidence, and it is counted here. No clock: the day of the check is given.
"""
