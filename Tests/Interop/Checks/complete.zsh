# complete.zsh SCRIPT WORDS: what zsh makes of WORDS after a tab, in a terminal of its own.
zmodload zsh/zpty
zpty -b shell zsh -f
read_all() { local line; while zpty -r -t shell line; do print -rn -- $line; sleep 0.01; done }
zpty -w shell "PS1= ; autoload -Uz compinit; compinit -u -D; source $1; print rea''dy"
for i in {1..1800}; do all+=$(read_all); [[ $all == *ready* ]] && break; sleep 0.1; done
zpty -w -n shell "$2"$'\t'
out=
# On a busy machine it takes longer until there is more than the words that were typed.
for i in {1..300}; do out+=$(read_all); (( i > 30 && $#out > $#2 + 4 )) && break; sleep 0.1; done
zpty -d shell
print -r -- "$out"
