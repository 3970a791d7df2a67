# The network
transport-start = The network exchange cannot begin: { $cause }
transport-address-bad = { $address } is no address of a server that may be used: it begins with https://; http:// is for this machine alone.
transport-unreached = The server is out of reach. Check the network and try again; the invitation still holds.
transport-between = The certificate shown is not the server's own: somebody stands in between, or the server was not told the certificate of the proxy before it (see crosscheck serve --help). Nothing was sent.
transport-invitation = This invitation was used or is none. Ask the leader or the organiser for another.
transport-refused = The server refused ({ $status }).
transport-held = The server was just restored from a backup and takes no new device until the organiser resumes. Nothing is lost; try again later with the same invitation.
transport-link-bad = This is no invitation's link. It begins with crosscheck://join? — copy all of it.
