## privacy: numbers of persons
privacy-resident-id = Characters { $from } to { $to } look like a resident identity number. No person is recorded here; please delete it
privacy-mobile = Characters { $from } to { $to } look like a mobile number. No person is recorded here; please delete it
privacy-bank-card = Characters { $from } to { $to } look like a bank card number. No person is recorded here; please delete it
privacy-secret = A title or number carries a mark of secrecy (秘密, 机密, 绝密). Classified information must not be entered; nothing was saved
## Warnings: not refused, to be looked at before saving
privacy-email = Characters { $from } to { $to } look like an e-mail address. If it is a person's, take it out
privacy-plate = Characters { $from } to { $to } look like a number plate. If it points at a person, take it out
privacy-named = Characters { $from } to { $to } look like a name. No persons are registered here; write the post instead
privacy-masked = Characters { $from } to { $to } look like a person with the name masked. With a place and a date that still points at someone; write a count instead
privacy-warned-more = and { $count } more of this kind
## Small counts of protected persons
privacy-count = { $numerator }
privacy-share = { $numerator }/{ $denominator }
privacy-small = <5
privacy-hidden = not shown singly
