## privacy: numbers of persons
privacy-resident-id = Characters { $from } to { $to } look like a resident identity number. No person is recorded here; please delete it
privacy-mobile = Characters { $from } to { $to } look like a mobile number. No person is recorded here; please delete it
privacy-bank-card = Characters { $from } to { $to } look like a bank card number. No person is recorded here; please delete it
