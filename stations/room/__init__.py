"""The shared live place of one station while something happens there.

Every file but `http` and `sockets` is one page of the rule book and pure: a board in, events
out, or a refusal with its reason. `authority` says who may order what, in one table; `panels`
lists the whole room for the composition root.
"""
