# Where photos and files lie
vault-damaged = File { $blob } is damaged: its content is not what its recorded hash says.
vault-too-long = The file is over { $most } MiB and was not taken.
vault-longer = More bytes came than the recorded length; what is beyond was not taken.
