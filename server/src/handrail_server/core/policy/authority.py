"""The charter and the action rules: what the agent may do by itself. All that lies outside is a hard reason."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At
from handrail_server.core.policy.charter import ANY, Charter
from handrail_server.core.policy.decision import Reason, Strength, Verdict
from handrail_server.core.policy.document import ActionSetting, Ask, Judged
from handrail_server.core.policy.fields import Inputs
from handrail_server.core.policy.finding import Finding, fitting
from handrail_server.core.policy.reasons import AMOUNT, ASKS_FIRST, LOOKS_REPEATED, OUT_OF_SCOPE, OVER_AUTHORITY
from handrail_server.core.policy.scope import InForce

REFUND: Final = "refund"
_TERMS: Final = {
    "opportunity": "The customer asks for terms beyond the agent's charter",
    "commitment": "The agent promises what its charter does not allow",
}


def beyond_charter(inputs: Inputs, charter: Charter, judged: Judged) -> Iterator[Finding]:
    """What of the turn itself lies outside the charter: its topic, language or hour."""
    topic, language = inputs.get("turn.topic"), inputs.get("conversation.language")
    at = inputs.get("at")
    verdict = Verdict.ASK_FIRST if judged is Judged.ACTION else Verdict.HAND_OVER
    if charter.topics is not None and isinstance(topic, str) and topic not in charter.topics:
        yield _found(OUT_OF_SCOPE, "charter.topics", verdict, "The topic is not in the agent's charter.")
    if charter.languages is not None and isinstance(language, str) and not _speaks(charter.languages, language):
        line = f"The agent's charter does not hold the language {language}."
        yield _found(OUT_OF_SCOPE, "charter.languages", verdict, line, standing=True)
    if (
        charter.hours is not None
        and isinstance(at, float)
        and not any(open_.cover(At(int(at))) for open_ in charter.hours)
    ):
        yield _found(OUT_OF_SCOPE, "charter.hours", verdict, "It is outside the agent's hours.", standing=True)


def beyond_terms(inputs: Inputs, charter: Charter, judged: Judged) -> Iterator[Finding]:
    """What is asked for, or promised, that the agent may not promise; and a refund above what it may give."""
    if charter.terms is not None:
        for signal, title in _TERMS.items():
            beyond = sorted(_kinds(inputs, signal) - set(charter.terms))
            if beyond:
                verdict = fitting(Verdict.HOLD, judged) if signal == "commitment" else Verdict.HAND_OVER
                line = f"{title}: {', '.join(beyond)}."
                yield _found(OVER_AUTHORITY, "charter.terms", verdict, line, kind="terms", signal=signal)
    limit = next((each for each in charter.amounts or () if each.act == REFUND), None)
    asked = _money(inputs)
    if limit is None or asked is None or not _kinds(inputs, "refund_request"):
        return
    allowed = next((money for money in limit.per_act if money.currency == asked.currency), None)
    if allowed is not None and asked.amount > allowed.amount:
        line = f"The customer asks for {asked} back, above the agent's limit of {allowed}."
        yield _found(AMOUNT, "charter.amounts", Verdict.HAND_OVER, line, kind=REFUND, signal="amount")


def beyond_authority(inputs: Inputs, settings: InForce) -> Iterator[Finding]:
    """What of a call asks first: its tool, its data, its amount, and that it was made before."""
    charter, tool = settings.charter, str(inputs.get("action.tool"))
    action = settings.action(tool)
    if charter.tools is not None and tool not in charter.tools:
        line = "The tool is not in the agent's charter."
        yield _found(OVER_AUTHORITY, "charter.tools", Verdict.ASK_FIRST, line, route=action.route)
    if charter.data is not None and not set(_data(inputs)) <= set(charter.data):
        line = "The call reads data that is not in the agent's charter."
        yield _found(OVER_AUTHORITY, "charter.data", Verdict.ASK_FIRST, line, route=action.route)
    amount = _exact(inputs, "action.exact_amount")
    currency = str(inputs.get("action.currency"))
    # By its size: what is taken away is moved as much as what is given.
    money = None if amount is None else Money(amount=abs(amount), currency=currency)
    line_over = _over_limit(charter, tool, money, _exact(inputs, "action.exact_spent"))
    if line_over:
        yield _found(OVER_AUTHORITY, "charter.amounts", Verdict.ASK_FIRST, line_over, route=action.route)
    line_asks = _asks(action, money)
    if line_asks:
        code = ASKS_FIRST if action.ask is Ask.ALWAYS else AMOUNT
        yield _found(code, f"actions.{tool}", Verdict.ASK_FIRST, line_asks, route=action.route)
    if inputs.get("action.repeated") is True:
        line = "The same call was asked for before in this conversation, under another id."
        yield _found(LOOKS_REPEATED, LOOKS_REPEATED, Verdict.ASK_FIRST, line, route=action.route)


def _over_limit(charter: Charter, tool: str, money: Money | None, spent: Decimal | None) -> str | None:
    """Why the amount goes beyond the charter. A currency without a limit is beyond it, where the act has limits, and so
    is an amount that nobody can read, where the act has limits of its own (law 4).
    """
    limit = charter.limit_for(tool)
    if limit is None:
        return None
    if money is None:
        return (
            f"The charter limits what `{tool}` moves, and the call's amount is not known."
            if limit.act == tool
            else None
        )
    per_act = next((each for each in limit.per_act if each.currency == money.currency), None)
    per_day = next((each for each in limit.per_day if each.currency == money.currency), None)
    if (limit.per_act or limit.per_day) and per_act is None and per_day is None:
        return f"{money}: the agent's charter has no limit in {money.currency}."
    if per_act is not None and money.amount > per_act.amount:
        return f"{money} is above the agent's limit of {per_act} for one act."
    if per_day is not None and money.amount + (spent or Decimal(0)) > per_day.amount:
        return f"{money} after {spent or 0} today is above the agent's limit of {per_day} a day."
    return None


def _asks(setting: ActionSetting, amount: Money | None) -> str | None:
    """Why the call asks first by itself. An amount that cannot be compared asks (law 4)."""
    if setting.ask is Ask.ALWAYS:
        return "This tool always asks first."
    if setting.ask is not Ask.ABOVE:
        return None
    if amount is None:
        return "This tool asks first above an amount, and the call's amount is not known."
    limit = next((money for money in setting.above or () if money.currency == amount.currency), None)
    if limit is None:
        return f"{amount}: the policy sets no amount in {amount.currency} up to which this tool may go."
    return f"{amount} is above {limit}." if amount.amount > limit.amount else None


def _found(  # noqa: PLR0913  the fields of a finding, most of them absent
    code: str,
    rule: str,
    verdict: Verdict,
    line: str,
    *,
    route: str | None = None,
    standing: bool = False,
    kind: str | None = None,
    signal: str | None = None,
) -> Finding:
    reason = Reason(
        code=code,
        strength=Strength.HARD,
        verdict=verdict,
        rule=rule,
        score=1.0,
        line=line,
        signals=(signal,) if signal else (),
    )
    return Finding(reason=reason, about=code, kind=kind, route=route, standing=standing)


def _kinds(inputs: Inputs, signal: str) -> set[str]:
    """The kinds of a signal that was noticed; empty where it was not."""
    listed = inputs.get(f"signal.{signal}.kinds") or inputs.get(f"signal.{signal}.kind")
    return set(listed.split(",")) if isinstance(listed, str) else set()


def _money(inputs: Inputs) -> Money | None:
    """The largest amount that the turn names."""
    amount, currency = _exact(inputs, "signal.amount.exact"), inputs.get("signal.amount.currency")
    return Money(amount=amount, currency=currency) if amount is not None and isinstance(currency, str) else None


def _speaks(languages: tuple[str, ...], language: str) -> bool:
    return ANY in languages or language.partition("-")[0].lower() in {
        each.partition("-")[0].lower() for each in languages
    }


def _data(inputs: Inputs) -> list[str]:
    listed = json.loads(str(inputs.get("action.data", "[]")))
    return [str(kind) for kind in listed] if isinstance(listed, list) else []


def _exact(inputs: Inputs, path: str) -> Decimal | None:
    text = inputs.get(path)
    return Decimal(text) if isinstance(text, str) else None
