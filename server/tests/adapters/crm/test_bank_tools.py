"""A client's accounts: what is on them is told, and no wire leaves that they do not hold."""

import pytest

from handrail_server.adapters.crm.tools.acts import ACTS, Entry
from handrail_server.core.basics.actors import agent
from handrail_server.core.basics.ids import ActionId, AgentId, ConversationId, CustomerId, OrgId
from handrail_server.core.basics.time import At
from handrail_server.ports.tools import Running, ToolFailed

NOW = At(1_790_000_000_000)


def account(name: str, amount: str, currency: str = "USD") -> dict[str, Entry]:
    held = {"amount": amount, "currency": currency}
    record = {"id": name, "title": "Current account", "topic": "account", "at": NOW - 1_000, "amount": held}
    return {f"contract/{name}": record}


def run(tool: str, records: dict[str, Entry], **arguments: object) -> dict[str, object]:
    """Do it, and keep what it leaves."""
    running = Running(
        org=OrgId("bank"),
        action=ActionId(f"a{len(records)}"),
        conversation=ConversationId("c1"),
        customer=CustomerId("robert"),
        tool=tool,
        arguments=arguments,
        by=agent(AgentId("bank")),
        at=NOW,
    )
    new, told = ACTS[tool](records, running)
    records.update(new)
    return dict(told)


def balances(records: dict[str, Entry]) -> list[str]:
    accounts = run("look_up_balance", records)["accounts"]
    assert isinstance(accounts, list)
    return [each["balance"]["amount"] for each in accounts]


def test_a_wire_lowers_the_balance_of_the_account_that_pays_it_and_of_no_other() -> None:
    records = account("US-1", "100.00") | account("US-2", "50.00") | account("IE-1", "70.00", "EUR")

    run("wire_transfer", records, destination="CY-7781", amount="40", currency="USD")

    assert balances(records) == ["70.00", "60.00", "50.00"]


def test_more_than_the_account_holds_is_not_sent() -> None:
    records = account("US-1", "100.00")
    run("wire_transfer", records, destination="CY-7781", amount="80", currency="USD")

    with pytest.raises(ToolFailed, match=r"holds 20\.00 USD"):
        run("wire_transfer", records, destination="CY-7781", amount="20.01", currency="USD")
    assert balances(records) == ["20.00"]


def test_who_has_no_account_on_record_is_told_so() -> None:
    with pytest.raises(ToolFailed, match="no account"):
        run("look_up_balance", {})


def test_a_form_leaves_a_record_and_needs_a_name() -> None:
    records: dict[str, Entry] = {}

    assert run("send_form", records, form="an appeal")["form"] == "an appeal"
    assert [record["title"] for record in records.values()] == ["Form sent: an appeal"]
    with pytest.raises(ToolFailed, match="Which form"):
        run("send_form", records)
