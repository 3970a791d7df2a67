# What leader and organiser do
lead-decide-right = Only a leader or the organiser decides between two answers.
lead-reason-missing = Please give a reason; nothing was saved.
lead-nothing-to-decide = Nothing has been said here yet, so there is nothing to decide.
lead-nothing-to-admit = Nothing waits to be admitted.
lead-end-right = You may not end this device: members are ended by the leader of their group, leaders by the organiser.
lead-enrol-role = A leader enrols members, experts and media of the own group, without a right to enrol others.
lead-enrol-used = All places to enrol are used; ask the organiser for more.
lead-enrol-right = You have no right to enrol devices.
lead-no-group = This device is in no group.
lead-trip-bad = The dates or area of the trip are wrong: it must not end before it begins, and needs an area.
lead-roll-bad = Nothing was drawn, or the roll's name is not allowed.
lead-reserve-unknown = There is no such reserve.
lead-unit-not-drawn = The unit to be replaced was not drawn.
lead-title-missing = Please give the campaign a title.
lead-dates-bad = The campaign ends before it begins.
lead-offset-bad = The offset is out of range; it lies between -14:00 and +14:00.
lead-zone-unknown = The zone "{ $zone }" of { $group } is not in the table of zones.
