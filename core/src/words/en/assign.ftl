## assign
