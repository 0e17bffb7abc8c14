"""Who asks for whom: requests of firms, answers and invitations of agencies.

One request is one firm's wish to talk to one agency, because the two meet once. It names one
plan item or none, has a purpose in words, and a rank among the firm's requests, 1 the dearest;
ranks have no gaps. A firm has at most as many as the fair allows; withdrawing one gives its
place back. An invitation that the firm accepts becomes a request too, one that uses none of the
limit, and counts as liked by the agency.
"""
