## crosscheck demo
help-demo = Prepare a whole cross-inspection on the real list of counties and judge a filled checklist
help-demo--dir = Folder to write to (crosscheck-demo unless given)
help-demo--seed = Digits rolled for every province, 24 to 40; a real campaign rolls each province's own
example-demo =
    crosscheck demo
    crosscheck demo --dir demo --seed 482917305561028374659120

demo-title =
    A cross-inspection, demonstrated
    The list of counties is real (statistical divisions of 2023, newer than 2017); members, schools and answers are generated, and their files say so.

demo-step-frame = 1 Frame and plan
demo-frame = The list has { $rows } rows; { $population } remain after the plan's exclusions, in { $strata } provinces; { $drawn } counties will be drawn.
demo-commitment = Commitment, published before any roll: sha256:{ $commitment }

demo-step-groups = 2 Groups and zones
demo-groups-title = 全国禁毒工作交叉检查·分组（演示）
demo-leaders = The first ten by the sum of two ranks lead the groups (the ranking is generated): { $leaders }
demo-groups-commitment = Commitment of the groups: sha256:{ $commitment }
demo-group = { $group } → { $zone }: { $provinces }
demo-groups-verified = Order number { $k } (from 0) fits: nobody inspects a home of theirs or a place they are recused from. Computed again and verified.

demo-step-roll = 3 Every province is rolled
demo-progress-roll = Rolling
demo-rolled = Rolled for { $strata } provinces (the same digits for all in this demonstration); the certificate holds { $units } main and reserve units.
demo-verified = Verified: everything computed again from the list of { $rows } rows agrees with the certificate.

demo-step-schools = 4 The schools of one county, drawn on site
demo-nothing-drawn = The certificate has no main unit.
demo-yearbook = the county's yearbook of education (generated)
demo-list = { $county }: the list has { $count } schools (generated). Source: { $source }.
demo-onsite-commitment = The phone first shows: sha256:{ $commitment }
demo-onsite-seed = The host says { $digits }, the phone reveals; seed { $seed }
demo-onsite-drawn = Drawn: { $schools }

demo-step-sheet = 5 A filled checklist is judged
demo-judged = { $sheets } sheets, { $indicators } indicators; one example of each verdict:
demo-unanswered = not checked

demo-step-inspection = 6 Two phones at one site, without a signal
demo-campaign-title = National cross-inspection of anti-drug work, 2017 (demonstration)
demo-campaign = The campaign is made: { $groups } groups, id { $campaign }…; the phones of a leader and a member are enrolled.
demo-member-answers = The member answered { $count } indicators at "{ $kind }".
demo-leader-answers = The leader, without a signal, opened the same site and answered { $count }.
demo-decided = The leader decided { $count } of them with a reason; the other answers stay readable.
demo-reason = Both looked at the original ledger again (generated)
demo-signed = Both signed; the code on the paper is one: { $code }
demo-signed-apart = What they signed differs; code { $code }
demo-phone-leader = The leader's phone
demo-phone-member = The member's phone
demo-office = The office
demo-dump = { $who }, folded anew: sha256:{ $hash }
demo-about-campaign = the campaign's file, from which crosscheck init made it
demo-about-mark = marks the folder 活动 as generated and holds its passphrase; look at it with crosscheck visit list --dir
demo-step-summary = 8 Summary (what was found is generated, the computation is real)
demo-comma = {", "}
demo-distribution = The checklist: { $counts }.
demo-schools = Schools of { $county } that follow the teaching outline:
demo-school-unit = schools
demo-counties = Drawn counties with an education base or garden, weighted by province:

demo-files = Everything lies in { $dir }:
demo-file = file
demo-about = what it is
demo-about-frame = the counties of China (real)
demo-about-plan = the plan of the draw
demo-about-frozen = the frozen plan; its hash is the commitment
demo-about-ranking = ranking of provinces (generated)
demo-about-roster = roster (generated, without names)
demo-about-zones = zones
demo-about-groups-plan = the frozen plan of the groups
demo-about-groups = who goes where, to be computed again by anybody
demo-about-certificate = certificate of the draw; holds the seeds, private until the round closes
demo-about-public = the lines that may be published at the roll
demo-about-record = record of the draw, to be signed
demo-about-schools = the schools of one county (generated)
demo-about-onsite = record of the draw on site
demo-about-blank = blank checklist, A4
demo-about-filled = filled checklist (generated)
demo-about-verdicts = verdict, reason and basis of every indicator
demo-next = Anybody can compute it again: crosscheck draw verify { $dir }/certificate.json --frame { $dir }/counties-2023.csv
demo-hub = The hub serves on this machine: { $address } (TLS, its identity key pinned)
demo-joined = { $member } scans an invitation and joins; both sides show the six digits { $digits }
demo-out = Both phones go out of reach
demo-back = Both phones are back in reach and exchange through the hub; where their answers differ:
demo-all-there = Both phones show: everything is on the server
demo-step-methods = 7 Five methods, signatures and the evidence package (what is said and shown is generated)
demo-present = drug-control officer, deputy head of the police station (generated)
demo-ledger = Register of community treatment (generated)
demo-numbering = in the order of registration
demo-cover = cover of the register (generated)
demo-lacking = no record of the regular talk (generated)
demo-seen = Posters on the notice board are two years old; there is an advice desk in the hall (generated)
demo-caption-board = Notice board (a generated picture)
demo-caption-hall = Hall (a generated picture)
demo-register = civil register (generated)
demo-question = Were you trained this quarter
demo-answer-yes = yes
demo-answer-no = no
demo-answer-unsure = not sure
demo-document = Plan of the year (generated)
demo-fact = The notice board was not renewed for two years (generated)
demo-should = It is renewed each term (generated)
demo-actual = The last sheet is two years old (generated)
demo-practice = A class for parents each month (generated)
demo-leaving = Before they leave, the phone says:
demo-finished = The last entry is looked at and the finding fed back; nothing is left. By way of the server the leader has the photos and all of this:
demo-tampered = One byte of a photo is changed in a copy, and the check says:
demo-tampered-unseen = A package that was changed passed the check.
demo-about-visit-sheet = the record of the visit, for both sides to sign
demo-about-slip = the slip of the ledger, which stays with the place
demo-about-package = the evidence package of the visit: crosscheck evidence verify checks it without a network
demo-contradictory = two dates do not agree (generated)
demo-tampered-line = { $place }: { $what }
