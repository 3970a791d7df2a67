## assign
assign-cell-empty = The cell is empty.
assign-cell-name = This is longer than { $limit } characters or has control characters.
assign-province-twice = "{ $province }" stands on row { $first } already; each province may stand once.
assign-member-twice = Member "{ $member }" stands on row { $first } already.
assign-role-unknown = There is no role "{ $role }". Write leader, member, ministry, expert or media.
assign-column-foreign = A roster has no column "{ $column }". It holds group, member, role, unit, home, recusals and name; remove everything else about persons.
assign-one-leader = Group "{ $group }" has { $leaders } leaders; it must have exactly one.
assign-too-many = There are { $groups } groups and { $members } members; the limits are { $max_groups } and { $max_members }.
assign-zones-groups = There are { $groups } groups and { $zones } zones; there must be as many of both, and at least one.
assign-zone-unusual = Please note: zone "{ $zone }" has { $count } provinces; two to four are usual.
assign-place-unknown = Please note: "{ $place }", a home or recusal of member "{ $member }", lies in no zone. Unless it is out of this round, check how it is written.
assign-ceremony = The id of the ceremony must have 1 to 64 characters and no control characters.
assign-plan-form = This is not a plan of groups frozen by this program ({ $dialect }): order, ids or content are not as it writes them.
assign-blocked = No assignment keeps every home and recusal. These members together leave none, and without any one of them there would be one:
assign-blocker = "{ $member }" of group "{ $group }" ({ $unit }) may not go to { $places }.
assign-undecided = Within the bound of the search an assignment was neither found nor excluded. Have fewer recusals, or allow mutual visits.
assign-rare = Please note: none of { $tries } trial orders kept every home and recusal. A solution exists, but the roll may not find one; better exchange members and freeze again.
assign-seed = A seed is 24 to 40 digits and nothing else; this has { $length } characters, { $digits } of them digits.
assign-rolled-already = This plan was rolled already (seed { $seed }) and must not be rolled with other digits. If it has to be, freeze it again under another ceremony id and publish that.
assign-no-fit = No order up to k = { $tries } keeps every home and recusal. Exchange members, freeze again and roll again.
assign-differs-commitment = The plan's commitment is not the recorded one: recorded { $found }, computed { $expected }.
assign-differs-published = The plan's commitment is not the published one: this file has { $found }, published was { $expected }.
assign-differs-hash = The file was changed: its checksum is { $found }, computed { $expected }.
assign-differs-k = Another order was taken: recorded k = { $found }, computed k = { $expected }.
assign-differs-rows = The file has { $found } assignments, there must be { $expected }.
assign-differs-row = Group "{ $group }" is assigned otherwise: recorded is group "{ $found_group }" to { $found_zone } ({ $found_provinces }), computed { $zone } ({ $provinces }).
assign-differs-roster = Group "{ $id }" of the plan is not as in the roster.
assign-differs-zones = Zone "{ $id }" of the plan is not as in the table of zones.
assign-differs-layout = The content agrees, but the layout of the file was changed (white space, line ends or how characters are written). Use the original file.
assign-not-a-number = "{ $value }" is no rank or score.
assign-no-numbers = There is no column of ranks or scores beside the provinces.
assign-province-unknown = The ranking has no "{ $province }".
assign-list-clash = "{ $province }" stands in the list twice, or is excluded as well.
assign-top = { $top } are to be chosen; there are { $available } to choose from.
assign-fives = For the five best of each, five times as many are chosen as there are columns of ranks: there are { $columns } columns, and { $top } are to be chosen.
assign-tie = There is a tie at place { $cut } ({ $basis }): { $provinces }. The organiser decides: name those that go first with --tie.
