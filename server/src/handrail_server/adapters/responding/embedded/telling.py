"""What came of calls, in plain words for the customer."""

import json
from collections.abc import Mapping

from handrail_server.adapters.responding.embedded.talk import Talk, words
from handrail_server.core.turns.action import Action, ActionState
from handrail_server.core.turns.making import Called
from handrail_server.core.turns.turn import Source
from handrail_server.ports.responding import Given

_SHORT = 600


def after_calls(talk: Talk) -> Given:
    """The answer after the last step's calls."""
    called = talk.ask.steps[-1].calls
    texts = [_of_call(talk, each) for each in called]
    sources = tuple(
        Source(id=f"tool:{each.tool}", title=each.tool, text=(each.result or "")[:_SHORT]) for each in called
    )
    failed = any(each.end != "completed" for each in called)
    return words(" ".join(texts), sure=0.82 if failed else 0.95, topic=_topic(called[0].tool), sources=sources)


def after_waiting(talk: Talk) -> Given:
    """A person has decided, and it was carried out or failed: the customer hears."""
    texts = [_of_action(action) for action in talk.ask.ended]
    sources = tuple(
        Source(id=f"tool:{action.tool}", title=action.tool, text=(action.result or action.error or "")[:_SHORT])
        for action in talk.ask.ended
    )
    return words(" ".join(texts), sure=0.95, topic=_topic(talk.ask.ended[0].tool), sources=sources)


def _of_call(talk: Talk, called: Called) -> str:
    result = _object(called.result)
    match called.end:
        case "completed" if called.tool == "look_up_order":
            return _orders(talk, result)
        case "completed" if called.tool == "look_up_balance":
            return _balances(result)
        case "completed":
            return _done(called.tool, result)
        case "failed":
            return f"I could not do that. {result.get('error', '')} Shall I ask a colleague to help?"
        case "unknown":
            return "I cannot tell yet whether that went through. A colleague is finding out, and you will hear here."
        case _:
            return "I may not do that by myself. Shall I ask a colleague?"


def _of_action(action: Action) -> str:
    if action.state is ActionState.COMPLETED:
        return f"It was approved. {_done(action.tool, _object(action.result))}"
    if action.state is ActionState.FAILED:
        return f"It was approved, but it could not be carried out: {action.error} A colleague can look at it with you."
    return "It was approved, but I cannot tell yet whether it went through. A colleague is finding out."


def _done(tool: str, result: Mapping[str, object]) -> str:
    money, order = _money(result.get("amount")), result.get("order")
    match tool:
        case "issue_refund":
            whole = f"I have refunded {money}{f' for order {order}' if order else ''}."
            return f"{whole} It reaches your account within five working days."
        case "send_replacement":
            sent = f"A replacement for order {order} is on its way, free of charge."
            return f"{sent} You need not send the damaged one back."
        case "give_credit":
            return f"I have credited {money} to your next order."
        case "wire_transfer":
            return f"The wire of {money} to {result.get('destination', 'the account you named')} has been carried out."
        case "send_form":
            return f"The form for {result.get('form', 'what you asked for')} is on its way to the address that we have."
        case "book_appointment" | "book_demo":
            return f"It is booked: {result.get('title', 'your appointment')}."
        case _:
            return "That is done."


def _orders(talk: Talk, result: Mapping[str, object]) -> str:
    orders = result.get("orders")
    found = [order for order in orders if isinstance(order, dict)] if isinstance(orders, list) else []
    if not found:
        return "I see no order of yours on record. Is it perhaps under another name or e-mail address?"
    if len(found) > 1:
        listed = "; ".join(f"{order['id']}, {order['title']}: {order.get('status', 'open')}" for order in found)
        return f"These are your latest orders. {listed}. Which one is it about?"
    order = found[0]
    ordered = f", ordered on {order['ordered']}" if "ordered" in order else ""
    hello = f"Hello{talk.name}. " if not talk.last else ""
    seen = f"{hello}I see order {order['id']}, {order['title']}{ordered}."
    return f"{seen} Its status is: {order.get('status', 'open')}. What can I do about it?"


def _balances(result: Mapping[str, object]) -> str:
    accounts = result.get("accounts")
    found = [each for each in accounts if isinstance(each, dict)] if isinstance(accounts, list) else []
    return " ".join(f"Account {each['id']}, {each['title']}, holds {_money(each.get('balance'))}." for each in found)


def _topic(tool: str) -> str:
    return {
        "issue_refund": "refund",
        "send_replacement": "replacement",
        "give_credit": "credit",
        "look_up_balance": "balance",
    }.get(tool, tool)


def _money(value: object) -> str:
    return f"{value['amount']} {value['currency']}" if isinstance(value, dict) else "the amount"


def _object(text: str | None) -> Mapping[str, object]:
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}
