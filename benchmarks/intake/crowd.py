"""Firms that all send their requests at once, and what each was answered."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import quantiles
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks.intake.fair import CODE, Prepared


@dataclass(frozen=True, slots=True)
class Form:
    """One request of a firm, ready to be sent; ``key`` is what the form is known by."""

    firm: str
    agency: str
    key: str


@dataclass(frozen=True, slots=True)
class Answered:
    """How a form was answered, and after how many seconds."""

    form: Form
    status: int
    seconds: float
    body: str


def forms_of(prepared: Prepared, each: int, twice: int) -> list[Form]:
    """Give ``each`` forms of every firm to agencies of its own choice.

    Every ``twice``-th is there two times, as when a button is pressed twice.
    """
    forms: list[Form] = []
    for place, firm in enumerate(prepared.visits):
        for number in range(each):
            agency = prepared.agencies[(place + number) % len(prepared.agencies)]
            form = Form(firm, agency, uuid4().hex)
            forms += [form, form] if len(forms) % twice == 0 else [form]
    return forms


def send_all(
    port: int,
    prepared: Prepared,
    forms: Sequence[Form],
    at_once: int,
    after_each: Callable[[int], None] = lambda count: None,
) -> list[Answered]:
    """Send all forms, so many at a time; ``after_each`` is told how many are answered."""
    done: list[Answered] = []

    def send(form: Form) -> Answered:
        visit = prepared.visits[form.firm]
        body = urlencode(
            {
                "csrf_token": visit.token,
                "key": form.key,
                "agency": form.agency,
                "purpose": "단가와 납기를 상담하고 싶습니다.",
            }
        )
        headers = {
            "Cookie": visit.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        began = time.perf_counter()
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            connection.request("POST", f"/firm/{CODE}/{form.firm}/requests/new", body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        found = Answered(form, answer.status, time.perf_counter() - began, text)
        done.append(found)
        after_each(len(done))
        return found

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(send, forms))


def get_all(port: int, address: str, count: int, at_once: int) -> list[float]:
    """Ask for a page so many times; give the seconds each took."""

    def get(_number: int) -> float:
        began = time.perf_counter()
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            connection.request("GET", address)
            connection.getresponse().read()
        return time.perf_counter() - began

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(get, range(count)))


def statuses(answers: Sequence[Answered]) -> Counter[int]:
    """Count the answers by status."""
    return Counter(one.status for one in answers)


def p95(seconds: Sequence[float]) -> float:
    """Give the seconds that 95 in 100 did not exceed."""
    return quantiles(seconds, n=20)[-1]
