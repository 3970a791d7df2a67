## crosscheck assign
help-assign = Choose leaders, freeze groups and zones, roll who goes where
help-assign-leaders = Choose the provinces that lead a group, by a named rule
help-assign-leaders--ranking = Table with a column province and columns of ranks or scores
help-assign-leaders--column = A column of ranks or scores to use, once for each; all of them if left out
help-assign-leaders--top = How many leaders
help-assign-leaders--rule = How several rankings become one: sum-of-ranks, sum-of-scores, best-five-of-each or list
help-assign-leaders--list = With --rule list: the provinces in order, separated by commas
help-assign-leaders--exclude = A province that leads no group, once for each
help-assign-leaders--exclude-when = Whether excluded provinces leave before ranks are summed (ranks counted again) or after (ranks as printed)
help-assign-leaders--tie = Of tied provinces one that goes first, once for each, in order
help-assign-leaders--tiers = Put the other provinces into tiers of as many as there are leaders
help-assign-leaders--document = Number of the document that decided the rule
help-assign-freeze = Prove that groups and zones can be matched, freeze them and print the commitment
help-assign-freeze--roster = Table of members: group, member, role, unit, home, recusals
help-assign-freeze--zones = Table zone,province
help-assign-freeze--no-mutual = No two groups go to a home of each other's members
help-assign-freeze--title = What this is, for the record
help-assign-freeze--ceremony = Id of the ceremony; made of the title if left out
help-assign-roll = Turn rolled digits into who goes where
help-assign-roll--plan = The frozen plan
help-assign-roll--seed = The digits rolled, 24 to 40
help-assign-verify = Roll again and name what differs
help-assign-verify--groups = The rolled result
help-assign-verify--commitment = The commitment that was published, to be compared as well
help-assign-verify--roster = The roster, to be compared with the plan; needs --zones
help-assign-verify--zones = The table of zones, to be compared with the plan; needs --roster
example-assign-leaders =
    crosscheck assign leaders --ranking appraisal.csv --top 10 --rule sum-of-ranks --exclude Tibet --tiers
example-assign-freeze = crosscheck assign freeze --roster roster.csv --zones zones.csv --out groups-plan.json
example-assign-roll = crosscheck assign roll groups-plan.json --seed 482917305561028374659120 --out groups.json
example-assign-verify =
    crosscheck assign verify groups.json
    crosscheck assign verify groups.json --commitment sha256:... --roster roster.csv --zones zones.csv

assign-column =
    { $column ->
        [group] group
        [zone] zone
        [provinces] provinces
        [province] province
        [place] place
        [basis] basis
       *[tier] tier
    }
assign-leads = leads
assign-tier = tier { $tier }
assign-rule-ranks = Rule: ranks are summed over the columns, and the { $top } smallest sums lead.
assign-rule-scores = Rule: scores are summed over the columns, and the { $top } largest sums lead.
assign-rule-fives = Rule: the five best of each column in turn, the next one standing in for a province already chosen; { $top } in all.
assign-rule-list = Rule: { $top } named by the organiser.
assign-excluded-before = Left out before ranking: { $provinces }.
assign-excluded-after = Passed over, ranks as printed: { $provinces }.
assign-ties-settled = Ties settled by the organiser; first: { $provinces }.
assign-document = Document: { $document }.
assign-freeze-summary = { $groups } groups with { $members } members, { $zones } zones with { $provinces } provinces. An assignment that keeps every home and recusal is proved to exist.
assign-freeze-next = Written to { $file }. Publish the commitment before the roll; roster and zones must not change from now on.
assign-roll-accepted = k = { $k } was taken: the first { $k } orders break a home or recusal, order number { $orders } keeps all.
assign-roll-written = The result is in { $file }; anybody can repeat it from there.
assign-verify-agrees = Verified: rolled again from plan and seed (k = { $k }), everything agrees.
assign-verify-compare = Compare the commitment with the one published before the roll, or give it with --commitment.
assign-verify-differs = Not verified. What differs:
