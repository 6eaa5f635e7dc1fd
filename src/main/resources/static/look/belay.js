// What somebody is typing in stays theirs while the part of the page around it is brought up to date.
Idiomorph.defaults.ignoreActiveValue = true;
