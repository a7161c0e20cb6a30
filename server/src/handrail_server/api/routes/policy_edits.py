"""The policy as a form: shown, edited part by part, compared. Nothing is kept; drafting a version does that."""

from decimal import Decimal
from typing import Final

from msgspec import UNSET

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.present.policy_form import difference_reply, form_reply
from handrail_server.api.wire import policy_form as wire
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import PolicyVersion
from handrail_server.core.policy.edits import Adopt, Edit, Plain, Remove, Set
from handrail_server.flows.change_policy import policy_document
from handrail_server.flows.edit_policy import compare_policies, edit_policy, show_policy

_DEEPEST: Final = 8


async def show_form(call: Call[wire.PolicyFormRequest]) -> wire.PolicyFormReply:
    """A document as a form: each setting of one scope with its words, bounds, default and what is in force there."""
    return form_reply(await show_policy(call.house, call.caller, call.body.document, call.body.scope))


async def make_edits(call: Call[wire.PolicyEdits]) -> wire.PolicyFormReply:
    """The document with these edits made, in order. Comments, order and all that is not named stay as they are."""
    body = call.body
    edits = [_edit(edit, f"edits[{index}]") for index, edit in enumerate(body.edits)]
    return form_reply(await edit_policy(call.house, call.caller, body.document, edits, body.scope))


async def read_difference(call: Call[wire.PolicyCompared]) -> wire.PolicyDifference:
    """What changed between two versions or documents, in words and line by line."""
    before, after = await _side(call, call.body.before), await _side(call, call.body.after)
    return difference_reply(await compare_policies(call.house, call.caller, before, after))


async def _side(call: Call[wire.PolicyCompared], side: str | int) -> str:
    return side if isinstance(side, str) else await policy_document(call.house, call.caller, PolicyVersion(side))


def _edit(edit: wire.PolicyEdit, field: str) -> Edit:
    if [edit.set is not UNSET, edit.remove is not UNSET, edit.adopt is not UNSET].count(True) != 1:
        raise Invalid("An edit says exactly one of `set`, `remove` and `adopt`.", field=field, fix="Send one of them.")
    if edit.remove is not UNSET:
        return Remove(path=edit.path)
    if edit.adopt is not UNSET:
        return Adopt(path=edit.path)
    return Set(path=edit.path, value=_plain(edit.set, f"{field}.set", 0))


def _plain(value: object, field: str, depth: int) -> Plain:
    """JSON as a document's values: numbers keep the digits that they were sent with."""
    if depth > _DEEPEST:
        raise Invalid(f"It is nested deeper than {_DEEPEST}.", field=field, fix="Set it part by part.")
    match value:
        case None | bool() | str():
            return value
        case int() | float():
            return Decimal(repr(value))
        case list():
            return [_plain(item, field, depth + 1) for item in value]
        case dict():
            return {str(key): _plain(item, field, depth + 1) for key, item in value.items()}
        case _:
            raise Invalid("This is no value of a document.", field=field)


_LIMIT: Final = 2_097_152

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint(
        "POST",
        "/v1/policy/form",
        show_form,
        body=wire.PolicyFormRequest,
        reply=wire.PolicyFormReply,
        limit=_LIMIT,
        repeatable=True,
    ),
    endpoint(
        "POST",
        "/v1/policy/edits",
        make_edits,
        body=wire.PolicyEdits,
        reply=wire.PolicyFormReply,
        limit=_LIMIT,
        repeatable=True,
    ),
    endpoint(
        "POST",
        "/v1/policy/difference",
        read_difference,
        body=wire.PolicyCompared,
        reply=wire.PolicyDifference,
        limit=2 * _LIMIT,
        repeatable=True,
    ),
)
