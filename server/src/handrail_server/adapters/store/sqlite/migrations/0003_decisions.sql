-- The decisions about actions by their time, for the history of approvals. No other fact costs anything here.
CREATE INDEX facts_of_decisions ON facts (org, at, id)
WHERE verb IN ('ApprovalGranted', 'ApprovalRejected', 'ApprovalExpired', 'CaseWithdrawn');
