"""A decision table as somebody who knows DMN would bring it: typed inputs, outputs with a hit policy each.

The table routes an application at a township service centre. Its contents are made up.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from policy_engine.requests import Amount, Day, Flag, OneOf, Output, Request, Topic

RULEBOOK = Path(__file__).parent / "rulebook"


class RoutingRequest(Request):
    """Where does an application go, is its fee waived, and which remarks go on the file?"""

    topic = Topic(
        id="routing",
        zh="窗口分办",
        en="Routing of applications",
        anchor="received_on",
        must_answer=("window", "fee_waived"),
        outputs={
            # hit policy U: one row at most
            "window": Output(
                zh="窗口",
                en="window",
                mode="unique",
                values={
                    "fast": ("即办窗口", "fast counter"),
                    "general": ("综合窗口", "general counter"),
                    "expert": ("专办窗口", "specialist counter"),
                },
            ),
            # hit policy A: several rows may hit, if they agree
            "fee_waived": Output(zh="免收费用", en="fee waived", mode="any", kind="flag"),
            # hit policy C: all that hit
            "remarks": Output(
                zh="备注",
                en="remarks",
                mode="collect",
                values={
                    "home_visit": ("可上门办", "home visit offered"),
                    "interpreter": ("请人翻译", "ask for an interpreter"),
                    "large_sum": ("大额,双人复核", "large sum, checked by two"),
                },
            ),
        },
    )

    received_on: Annotated[dt.date | None, Day(zh="收件日", en="day of receipt")] = None
    applicant: Annotated[
        str | None,
        OneOf(
            zh="申请人",
            en="applicant",
            values={
                "resident": ("本地居民", "resident"),
                "newcomer": ("外来人员", "newcomer"),
                "firm": ("企业", "firm"),
            },
        ),
    ] = None
    sum: Annotated[
        Decimal | None,
        Amount(
            zh="涉及金额", en="sum concerned", unit="yuan", low=Decimal(0), high=Decimal(10**9), step=Decimal("0.01")
        ),
    ] = None
    in_need: Annotated[bool | None, Flag(zh="困难群众", en="person in need")] = None
    disabled: Annotated[bool | None, Flag(zh="行动不便", en="disabled")] = None


MODELS = (RoutingRequest,)
