"""Policies beside what decides: the parameters of the refund tree and the terms of store.yaml."""

from collections.abc import Iterator
from decimal import Decimal

from server.domain.store import ParameterValue, Store
from server.said import Said
from server.stores.policy_lint.against_law import replaced
from server.stores.policy_lint.facts import Stated
from server.stores.policy_lint.finding import PolicyFinding, about

_PARAMETERS = {
    "return_window": "return_window_days",
    "delivery_days": "promised_days",
    "refund_days": "refund_days",
    "liability": "liability_months",
}
_NUMBER = Said(
    "Hier steht {stated}, in store.yaml aber {name}: {decides}.",
    "This says {stated}, but store.yaml has {name}: {decides}.",
)
_WHY = Said(
    "Entschieden wird nach store.yaml; Kunden lesen die Richtlinie, und das günstigere Versprechen bindet.",
    "Decisions follow store.yaml; customers read the policy, and the kinder promise binds.",
)
_POSTAGE = Said(
    "Hier zahlt {stated} die Rücksendung ({country}), nach store.yaml {decides}.",
    "Here {stated} pays the return postage ({country}), by store.yaml {decides}.",
)
_PAYERS = {"shop": Said("der Shop", "the shop"), "customer": Said("der Kunde", "the customer")}


def against_store(facts: list[Stated], store: Store) -> Iterator[PolicyFinding]:
    """Facts that the shop's settings, as they stand last, contradict."""
    for fact in facts:
        if fact.name == "return_postage":
            yield from _postage(fact, store)
        elif fact.name in _PARAMETERS:
            yield from _number(fact, store, _PARAMETERS[fact.name])


def parameter(store: Store, name: str, country: str | None = None) -> Decimal | None:
    """A number among the store's parameters as it stands last; None where it is none, or hangs on the country."""
    dated = store.parameters.get(name)
    value: ParameterValue | None = dated[-1].value if dated else None
    if isinstance(value, dict):
        value = value.get(country) if country else None
    return value if isinstance(value, Decimal) else None


def _number(fact: Stated, store: Store, name: str) -> Iterator[PolicyFinding]:
    decides = parameter(store, name, fact.country)
    if decides is None or decides == fact.value:
        return
    where = f"{name} ({fact.country})" if fact.country else name
    what = _NUMBER.with_(stated=fact.value, name=where, decides=decides)
    proposal = replaced(fact, int(decides)) if fact.number == str(fact.value) else None
    yield about(fact.statement, "policy_against_tree", what, _WHY, proposal)


def _postage(fact: Stated, store: Store) -> Iterator[PolicyFinding]:
    postage = store.returns.postage
    if fact.country is None:
        payers = set(postage.values())
        decides, country = (payers.pop() if len(payers) == 1 else None), "*"
    else:
        decides, country = postage.get(fact.country, postage.get("default")), fact.country
    if decides and decides != fact.value:
        stated, other = _PAYERS[str(fact.value)], _PAYERS[decides]
        what = Said(
            _POSTAGE.de.format(stated=stated.de, country=country, decides=other.de),
            _POSTAGE.en.format(stated=stated.en, country=country, decides=other.en),
        )
        yield about(fact.statement, "policy_against_tree", what, _WHY, None)
