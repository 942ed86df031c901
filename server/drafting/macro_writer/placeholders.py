"""The value of every placeholder that a macro may name (store-pack.md, macros), with what supports it.

`asks` and `next_step` are sentences (macro_values.py), those of a supplier message are made in supplier_message.py.
What has no value is not in the mapping.
"""

from datetime import date

from server.domain import facts
from server.domain.money import Money
from server.drafting import formats
from server.drafting.macro_writer.names import CustomerName
from server.drafting.macro_writer.parcel import Parcel, parcel_of
from server.drafting.macro_writer.wordings import Register
from server.drafting.marked import Value
from server.drafting.task import WritingTask
from server.drafting.titles import titles

Found = dict[str, Value | None]


def placeholders(task: WritingTask, register: Register, name: CustomerName) -> dict[str, Value]:
    """All that have a value for this task.

    Nothing of order, parcel and decision while the sender has not shown that the order is theirs, and
    nothing of the supplier: a reply never names it.
    """
    values = _Values(task, register)
    found: Found = {**values.of_shop(), **values.of_next_step(), **values.of_problem()}
    if not task.must_prove_identity:
        found |= {**_of_customer(name), **values.of_order(), **values.of_tracking(), **values.of_decision()}
    return {key: value for key, value in found.items() if value is not None and value.text}


def _of_customer(name: CustomerName) -> Found:
    return {
        "first_name": Value(name.first) if name.first else None,
        "full_name": Value(name.full or name.first or "") if name.full or name.first else None,
    }


class _Values:
    """One task's values in one language, group by group as store-pack.md lists them."""

    def __init__(self, task: WritingTask, register: Register) -> None:
        self._task = task
        self._decision = task.decision
        self._register = register
        self._language = register.language

    def of_order(self) -> Found:
        order = self._task.case.order
        named = formats.listing(titles(self._task, self._language), self._language)
        values: Found = {"item": Value(named), "items": Value(named)}
        if order:
            values |= {
                "order_id": Value(order.number, "order", "order:number"),
                "order_date": self._day(self._task.case.day_of(order.placed_at), "order:placed_at"),
                "order_total": self._money(Money(order.total, order.currency), "order:total"),
                "promised_date": self._day(self._task.promised_day, self._promised_by_whom()),
            }
        return values

    def of_tracking(self) -> Found:
        parcel = parcel_of(self._task.case)
        expected = self._task.expected_day
        if parcel is None:
            return {"expected_day": self._day(expected, "order:expected_day")}
        shipment, source = parcel.shipment, f"tracking:{parcel.shipment.number}"
        return {
            "carrier": Value(shipment.carrier or ""),
            "tracking_number": Value(shipment.number or "", "tracking", source),
            "tracking_link": Value(shipment.url or "", "link", source),
            "expected_day": self._day(expected, source if shipment.number else "order:expected_day"),
            **self._last_scan(parcel, source),
        }

    def of_decision(self) -> Found:
        decision, task = self._decision, self._task
        amount = self._money(decision.amount, "decision.amount")
        goods_back = decision.return_ if decision.return_ and decision.return_.needed else None
        return {
            "amount": amount,
            "credit_amount": amount if decision.action == "store_credit" else None,
            "discount_percent": self._percent(),
            "return_by": self._day(decision.return_by, self._policy() or "decision.return_by") if goods_back else None,
            "refund_by": self._day(decision.refund_by, "decision.refund_by"),
            "return_address": Value(goods_back.address or "") if goods_back else None,
            "return_postage": self._return_postage(),
            "rma": Value(goods_back.rma or "") if goods_back else None,
            "window_end": self._day(task.window_end, self._policy() or "store:return_window_days"),
        }

    def of_next_step(self) -> Found:
        return {
            "next_step_day": self._day(self._decision.next_step_day, "decision.next_step_day"),
            "until": self._day(self._decision.until, "decision.until"),
        }

    def of_shop(self) -> Found:
        store = self._task.case.store
        return {
            "shop_name": Value(store.name),
            "hours": Value(formats.hours(store.hours, self._language)),
            "agent_name": Value(self._task.agent_name or ""),
            "policy_link": Value(self._task.policy_url or "", "link", self._policy()),
        }

    def of_problem(self) -> Found:
        problem, wording = facts.get(self._task.facts, "problem").value, self._register.wording
        return {"problem": Value(wording.words.problems[problem]) if wording and isinstance(problem, str) else None}

    def _day(self, day: date | None, supported_by: str) -> Value | None:
        if day is None:
            return None
        return Value(formats.day(day, self._language, self._task.case.today), "date", supported_by)

    def _money(self, amount: Money | None, supported_by: str) -> Value | None:
        return Value(formats.money(amount, self._language), "amount", supported_by) if amount else None

    def _percent(self) -> Value | None:
        percent = self._task.discount_percent
        return Value(formats.percent(percent, self._language), "percent", "decision.amount") if percent else None

    def _return_postage(self) -> Value | None:
        goods_back, wording = self._decision.return_, self._register.wording
        if goods_back is None or not goods_back.needed or wording is None:
            return None
        sentence = self._register.say(wording.words.return_postage[goods_back.postage])
        return Value(sentence, "policy", self._policy() or "store:returns")

    def _last_scan(self, parcel: Parcel, source: str) -> Found:
        newest, wording = parcel.newest, self._register.wording
        if newest is None:
            return {}
        return {
            "last_scan_status": Value(wording.words.statuses[newest.status], "tracking", source) if wording else None,
            "last_scan_day": self._day(self._task.case.day_of(newest.at), source),
            "last_scan_place": Value(newest.place or ""),
        }

    def _promised_by_whom(self) -> str:
        order = self._task.case.order
        days = {shipment.promised_by for shipment in order.shipments} if order else set()
        return "order:promised_by" if self._task.promised_day in days else "store:promised_days"

    def _policy(self) -> str | None:
        """The policy passage that the decision cites first."""
        cite = next(iter(self._decision.cites), None)
        if cite is None:
            return None
        return f"policy:{cite}@{self._task.policy_versions.get(cite.partition('#')[0], 1)}"
