#!/bin/bash
# Checks ledger.pml. Needs spin and gcc (else it says so and ends with 77). ./run.sh [fast|full] ; one check: ./run.sh one NAME "-DKILL=1 ..." ; ./run.sh trace NAME
# "bug" = a counterexample is expected (shortest one, by breadth first), "holds" = none may be found (all states).
# what it writes goes to OUT (a new folder under /tmp unless you name one)
OUT=${OUT:-$(mktemp -d)} && mkdir -p "$OUT" && cp "$(dirname "$0")/ledger.pml" "$OUT" && cd "$OUT" || exit 1
for tool in spin gcc timeout; do
  command -v $tool >/dev/null || { echo "SKIPPED: the model is not checked, because there is no $tool here."; exit 77; }
done
ZERO="MUT KILL GONE_ WLOST TORN HANG TAKE LOSE STOP RESUME RESEND DBLOSS RULE_AGE RULE_REPAIR RULE_WAIT RULE_TIMELINE RULE_OWN STALE PROMPT SAID HONEST I2Q WHY"
defaults() { local d=" $*"; for v in $ZERO; do [[ $d == *"-D$v="* ]] || printf -- '-D%s=0 ' $v; done
  [[ $d == *-DORDER=* ]] || printf -- '-DORDER=1 '; [[ $d == *-DR=* ]] || printf -- '-DR=1 '; [[ $d == *-DK=* ]] || printf -- '-DK=2 '; }
check() { # expected name defs
  local exp=$1 name=$2 defs="$(defaults $3) $3" dir=out/$2 cc=-DHC4 got line
  [ "$exp" = bug ] && cc="-DHC4 -DBFS"; [ -n "$CC" ] && cc=$CC
  [[ $name == live* ]] && cc="-DNP -DCOLLAPSE" && PAN=-l || PAN=     # live: no cycle at all, so every run ends, and Quiet judges it
  rm -rf $dir; mkdir -p $dir; cp ledger.pml $dir; echo "$defs" > $dir/defs
  ( cd $dir && spin -a $defs ledger.pml > spin.out 2>&1 && gcc -O2 -w $cc $([[ "$cc" == *DNP* ]] || echo -DSAFETY) -DNOFAIR -DVECTORSZ=2048 -DMEMLIM=${MEM:-9500} -o pan pan.c &&
    timeout ${T:-600} ./pan -m1000000 -w${W:-26} $PAN > pan.out 2>&1 )
  if [ -f $dir/ledger.pml.trail ]; then got=bug
    line=$(cd $dir; spin -t $defs ledger.pml 2>&1 | grep -oE 'ledger.pml:[0-9]+, Error: assert' | head -1 | grep -oE '[0-9]+' | head -1)
    line="$(sed -n "${line}p" ledger.pml | sed 's/  */ /g')"
  elif grep -q 'errors: 0' $dir/pan.out && ! grep -qE 'Search not completed|max search depth too small|out of memory' $dir/pan.out; then got=holds; else got=incomplete; fi
  printf '%-4s %-14s %-10s states %-10s %ss  %s %s\n' "$([ $got = $exp ] && echo ok || echo FAIL)" $name $got \
    "$(grep -m1 'states, stored' $dir/pan.out | grep -oE '[0-9.e+]+' | head -1)" "$(grep -oE 'elapsed time [0-9.]+' $dir/pan.out | grep -oE '[0-9.]+')" "$3" "${line:+| $line}"
}
trace() { ( cd out/$1 && spin -t -p $(cat defs) ledger.pml | python3 -c '
import sys,re; s=open("ledger.pml").read().split("\n"); p=None
for l in sys.stdin:
    m=re.match(r"\s*(\d+):\s+proc\s+(\d+) \((\S+):1\) ledger.pml:(\d+)",l)
    if m and m[1]!=p and m[3] not in(":init:","Quiet"): p=m[1]; print(m[3]+"#"+m[2],"L"+m[4],s[int(m[4])-1].strip()[:110])
    elif "Error" in l: print(l.strip())' ); }
if [ "$1" = one ]; then check ${4:-holds} "$2" "$3"; exit; fi
if [ "$1" = trace ]; then trace "$2"; exit; fi
jobs_() { cat <<'LIST'
bug a_fenced     -DMUT=1 -DTAKE=1
bug b_nolock     -DMUT=2 -DTAKE=1 -DORDER=0
bug b_nolock2    -DMUT=2 -DSTOP=1
bug c_laststate  -DMUT=3 -DRESEND=1
bug d_atonce     -DMUT=4 -DTAKE=1
bug e_afterstop  -DMUT=5 -DSTOP=1
bug norecheck    -DMUT=6
bug resume       -DMUT=7 -DSTOP=1 -DRESUME=1
bug ack          -DMUT=8 -DSTOP=2 -DRESUME=1 -DSAID=1
bug foreign      -DMUT=9 -DKILL=1 -DGONE_=1
bug frozen_tx    -DMUT=10 -DSTOP=1 -DHANG=1
bug file_no_id   -DMUT=11 -DWLOST=1 -DKILL=1
bug torn         -DMUT=12 -DTORN=1
bug failover     -DDBLOSS=1
bug honest       -DKILL=1 -DHONEST=1
bug i2_at_end    -DI2Q=1
bug order1       -DKILL=1 -DWHY=1
bug order2       -DKILL=1 -DWHY=2
bug order3       -DKILL=1 -DWHY=3
bug order4       -DKILL=1 -DWHY=4
bug order5       -DKILL=1 -DWHY=5
bug order_p2     -DKILL=1 -DWHY=2 -DPROMPT=1
bug order_p3     -DKILL=1 -DWHY=3 -DPROMPT=1
bug order_p4     -DKILL=1 -DWHY=4 -DPROMPT=1
bug order_pa5    -DKILL=1 -DWHY=5 -DPROMPT=1 -DRULE_AGE=1
bug ack_early     -DMUT=14 -DSTOP=1 -DSAID=1
bug from_ack      -DMUT=16 -DLOSE=1
bug norepair      -DMUT=15 -DRULE_AGE=1
bug own_any       -DMUT=17 -DKILL=1 -DTAKE=1
bug failover_mem  -DMUT=20 -DDBLOSS=1 -DRULE_TIMELINE=1
bug failover_gone -DDBLOSS=1 -DRULE_TIMELINE=1 -DGONE_=1
bug own_memory    -DMUT=18 -DRULE_OWN=1 -DSTALE=1
bug repair_wiped  -DMUT=19 -DRULE_REPAIR=1 -DRULE_AGE=1
holds order_p1   -DKILL=1 -DWHY=1 -DPROMPT=1
holds order_pa1  -DKILL=1 -DWHY=1 -DPROMPT=1 -DRULE_AGE=1 -DK=1 -DTAKE=1
holds order_pa2  -DKILL=1 -DWHY=2 -DPROMPT=1 -DRULE_AGE=1 -DK=1 -DTAKE=1
holds order_pa3  -DKILL=1 -DWHY=3 -DPROMPT=1 -DRULE_AGE=1 -DK=1 -DTAKE=1
holds order_pa4  -DKILL=1 -DWHY=4 -DPROMPT=1 -DRULE_AGE=1 -DK=1 -DTAKE=1
holds read_early -DMUT=13 -DLOSE=1 -DKILL=1
holds none       -DSTOP=1 -DSAID=1
holds resume_ok  -DSTOP=2 -DRESUME=1 -DSAID=1
holds failover_ok -DDBLOSS=1 -DRULE_TIMELINE=1
holds failover_own -DDBLOSS=1 -DRULE_TIMELINE=1 -DRULE_OWN=1
holds gone       -DGONE_=1 -DTAKE=1
holds lose       -DLOSE=1 -DKILL=1 -DSTOP=1
holds own        -DRULE_OWN=1 -DLOSE=1 -DSTOP=1
holds own_take   -DRULE_OWN=1 -DLOSE=1 -DTAKE=1
holds hang       -DHANG=1 -DLOSE=1 -DSTOP=1
holds k3         -DK=3
holds live2      -DSTOP=1 -DRESUME=1
holds own_stale  -DRULE_OWN=1 -DSTALE=1 -DTAKE=1
holds repair_3   -DRULE_REPAIR=1 -DRULE_AGE=1 -DK=3
holds repair     -DRULE_REPAIR=1 -DTAKE=1 -DRULE_AGE=1
LIST
[ "$1" = full ] && cat <<'LIST'
holds kill       -DKILL=1 -DTAKE=1 -DHONEST=1 -DRULE_WAIT=1
holds resend     -DRESEND=1 -DTAKE=1 -DSTOP=1 -DRESUME=1
holds wlost      -DWLOST=1 -DKILL=1
holds torn_ok    -DTORN=1 -DTAKE=1
holds r2         -DR=2 -DK=1 -DTAKE=1 -DSTOP=1
holds r2_kill    -DR=2 -DK=1 -DKILL=1
holds failover_k -DDBLOSS=1 -DRULE_TIMELINE=1 -DKILL=1
holds kill_said  -DKILL=1 -DSTOP=1 -DSAID=1
holds repair_k   -DRULE_REPAIR=1 -DRULE_AGE=1 -DKILL=1
holds own_kill   -DRULE_OWN=1 -DLOSE=1 -DKILL=1
holds live1      -DK=1 -DKILL=1 -DTAKE=1 -DLOSE=1 -DSTOP=1 -DRESUME=1
LIST
}
export -f check defaults; export ZERO
mkdir -p out
jobs_ "${1:-fast}" | xargs -P "${JOBS:-2}" -L 1 bash -c 'e=$0; n=$1; shift; check $e $n "$*"' | tee out/result.txt
echo "$(grep -c ^ok out/result.txt) as expected, $(grep -c ^FAIL out/result.txt) not"
! grep -q ^FAIL out/result.txt
