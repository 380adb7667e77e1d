// The whole: inputs -> blocks -> records -> facts -> conversations -> metrics -> tables -> files.
