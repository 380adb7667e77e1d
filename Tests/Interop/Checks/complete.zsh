# complete.zsh SCRIPT WORDS: what zsh makes of WORDS after a tab, in a terminal of its own.
zmodload zsh/zpty
zpty -b shell zsh -f
read_all() { local line; while zpty -r -t shell line; do print -rn -- $line; sleep 0.01; done }
zpty -w shell "PS1= ; autoload -Uz compinit; compinit -u -D; source $1; print rea''dy"
for i in {1..100}; do all+=$(read_all); [[ $all == *ready* ]] && break; sleep 0.1; done
zpty -w -n shell "$2"$'\t'
out=
for i in {1..30}; do out+=$(read_all); sleep 0.1; done
zpty -d shell
print -r -- "$out"
