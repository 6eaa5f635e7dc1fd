/* Belay's ledger as a Promela model, as docs/model/README.md tells it.  ./run.sh checks it (spin, gcc).
 * 2 nodes, one batch of R persons. Dispatch 0 is the notice, 1 its correction (reach RECIPIENTS), up to K attempts each.
 * Delivery x = dispatch*R + person. Attempt a = x*K + number; its marker is committed when number < cnt[x].
 * Every d_step is one thing that happens at once: a statement, a commit, a write to the socket. A freeze (SIGSTOP, GC) or a
 * slow network is an interleaving: each process may rest at any point while the clock (exp) and the others go on.
 * Faults and presses have budgets (-DKILL=1 ...); "calm" drops what is left of them. What must be true when nothing more
 * can happen is asserted in Quiet. RULE_x=1 are proposed rules; MUT is one deliberate (or plausible) mistake. */
#define D(x) ((x)/R)
#define P(x) ((x)%R)
#define CX(r) (R+(r))                           /* the correction's delivery for person r */
#define NX (2*R)
#define NA (2*R*K)
#define NOA 255
#define mut(m) (MUT == m)
#define FENCED 1         /* (a) outcomes are fenced by the epoch */
#define NOLOCK 2         /* (b) state and epoch are read before the marker, without the lock */
#define LASTSTATE 3      /* (c) reach from the last state, not from all attempts */
#define ATONCE 4         /* (d) foreign markers settled at once */
#define AFTERSTOP 5      /* (e) a marker after the stop */
#define NORECHECK 6      /* reach decided when the correction is materialised, not again at its marker */
#define RESUME_NOLOCK 7  /* "go on" looks for a correction in a snapshot, then updates */
#define ACK_NO_NUMBER 8  /* acknowledgement of an earlier stop counts for this one */
#define FOREIGN_OTHER 9  /* foreign = of another node, instead of: that this process does not remember */
#define NO_TX_TIMEOUT 10 /* a frozen client may keep its transaction, and the shared lock, open */
#define FILE_NO_ID 11    /* a new witness file speaks for markers older than itself */
#define TORN_TRUSTED 12  /* after a power cut a missing line means "not sent" */
#define READ_EARLY 13    /* an ambiguous COMMIT is read before the server is done with it (safe where foreign is as below) */
#define ACK_EARLY 14     /* a stop is acknowledged while a thread stands between its last check and the write */
#define NOREPAIR 15      /* shows what RULE_REPAIR repairs */
#define FROM_ACK 16      /* the node counts the deadline from COMMIT's answer, not from before BEGIN */
#define MEMORY_ONLY 20   /* after a fail-over only memory is compared, not the journal */
#define OWN_ANY 17       /* a marker that nobody remembers was never dotted, whoever made it (RULE_OWN says: of this very process) */
#define OWN_MEMORY 18    /* "not sent" by the memory alone, which a sweep that is held up read before the marker was made */
#define REPAIR_WIPED 19  /* the correction's own acceptance clears the repair that was ordered while it was on the wire */
/* dispatch */
#define WAITING 0
#define SENDING 1
#define STOPPED 2
/* outcome of an attempt; wire uses OK REF DEF in the same sense */
#define NONE 0
#define OK 1
#define REF 2            /* 5xx */
#define DEF 3            /* 4xx */
#define NOTSENT 4        /* marked, never dotted: definite */
#define DOUBT 5
#define VOID 6           /* the row is lost with the database's last commits */
#define ONWAY 4          /* wire: the dot is written, the relay has not decided */
#define LOST 5           /* wire: it never will */
/* memory of the node about an attempt */
#define IDLE 0
#define MARKED 1
#define CHECKED 2        /* `dot` is in the witness, the last check is passed, the dot not yet written: the residue */
#define DOTTED 3
#define READ 4           /* answer read and in the witness, outcome not yet committed */
/* node */
#define UP 0
#define DOWN 1
#define GONE 2           /* never back */
#define HUNG 3           /* frozen for ever, its connections stay up */

/* database */
byte disp[2], epoch[2], owner[2], cnt[NX], out[NA], nod[NA], resend[R], stopNo, ack[2];
bit mat[R], rep[R], cmp[2];
byte tx[2], txe[2];      /* a node's marker transaction on the server: 0 or delivery+1; its epoch. It holds the shared lock */
/* disk: the witness: 0 nothing, 1 `dot`, 2 `reply`; cov: this file, in this boot, was open when the marker was made */
byte wit[NA]; bit cov[NA];
/* memory */
byte alive[2], ep[4], loc[NA], nm[2], nd[2], seen[2];
byte amb[2], la[2];      /* 1: no answer to COMMIT (la: the attempt, if it did commit); 2: the client is dead */
/* world; rs, rr, why, inv are ghosts */
byte wire[NA]; bit exp[NA], old[NA];            /* exp: 20 s (+ margin) after the marker. old: 30 s in doubt */
byte want, rs[R], rr[R], why[NA]; bit inv[R];   /* want: button pressed, 1 stop, 2 order; rs resends, rr repairs */
byte b_kill=KILL, b_gone=GONE_, b_wlost=WLOST, b_torn=TORN, b_hang=HANG, b_take=TAKE, b_lose=LOSE, b_stop=STOP,
     b_resume=RESUME, b_order=ORDER, b_resend=RESEND, b_loss=DBLOSS;

#define notice(a) ((a) < R*K)
#define exists(a) ((a)%K < cnt[(a)/K])
#define me(n,d)   ep[(n)*2+(d)]                 /* the epoch that node n believes to hold */
#define is(x,k,o) ((k) < cnt[x] && out[(x)*K+(k)] == (o))
#define any(x,o)  (is(x,0,o) || is(x,1,o) || is(x,2,o))
#define n1(c)     ((c) -> 1 : 0)
#define num(x,o)  (n1(is(x,0,o)) + n1(is(x,1,o)) + n1(is(x,2,o)))
#define tk(x,k)   ((k) < cnt[x] && wire[(x)*K+(k)] == OK)
#define takes(x)  (n1(tk(x,0)) + n1(tk(x,1)) + n1(tk(x,2)))          /* the relay's own record */
#define sharer(d) ((tx[0] && D(tx[0]-1) == (d)) || (tx[1] && D(tx[1]-1) == (d)))
#define because(a,w) why[a] = (WHY -> w : 0)

/* may have it: some attempt has a marker and no definite refusal */
#define last(r)   out[(r)*K+cnt[r]-1]
#define reach(r)  (mut(LASTSTATE) -> (cnt[r] > 0 && (last(r) == OK || last(r) == DOUBT)) : (any(r,OK) || any(r,DOUBT)))
#define ripe(r,k) (!is(r,k,DOUBT) || !RULE_AGE || old[(r)*K+(k)])    /* doubt counts when it is 30 s old, whoever wrote it */
#define settled(r) (!any(r,NONE) && ripe(r,0) && ripe(r,1) && ripe(r,2))
#define due(r)    (mut(NORECHECK) -> mat[r] : (settled(r) && reach(r)))
#define fresh(x)  (cnt[x] < K && !any(x,NONE) && !any(x,REF))
#define eligible(x) (fresh(x) && ( \
   (D(x) == 0 && !any(x,OK) && (num(x,DOUBT) == 0 || resend[P(x)])) || \
   (D(x) == 1 && !any(x,OK) && num(x,DOUBT) <= 1 && due(P(x))) || \
   (D(x) == 1 && rep[P(x)])))
#define may_begin(n,x) (eligible(x) && (mut(AFTERSTOP) -> disp[D(x)] != WAITING : disp[D(x)] == SENDING) && \
   (!mut(NOLOCK) || me(n,D(x)) == epoch[D(x)]) && !cmp[0] && !cmp[1])
#define may_mark(n,x) (mut(NOLOCK) -> (fresh(x) && !any(x,OK)) : (eligible(x) && txe[n] == epoch[D(x)] && \
   (mut(AFTERSTOP) || disp[D(x)] == SENDING) && !cmp[0] && !cmp[1]))
#define stop_may_commit (mut(NOLOCK) || !sharer(0))                  /* the exclusive lock waits for the sharers */
/* foreign: a marker that the living process n does not remember */
#define foreign(n,a) (nod[a] != n || (!mut(FOREIGN_OTHER) && loc[a] == IDLE && !(amb[n] == 1 && la[n] == a)))
#define may_settle(n,a) (alive[n] == UP && foreign(n,a) && (exp[a] || mut(ATONCE)) && !cmp[0] && !cmp[1])
#define relay_had_30s(a) (!PROMPT || wire[a] != ONWAY)               /* PROMPT: a relay takes within 30 s what it takes */
/* "stopped" is said when each node has released and acknowledged, or its markers are past the deadline */
#define still(n,a) (a < R*K && exists(a) && nod[a] == n && out[a] == NONE && !exp[a])
#define silent(n)  (!still(n,0) && !still(n,1) && !still(n,2) && !still(n,3))
#define acked(n)   (mut(ACK_NO_NUMBER) -> ack[n] > 0 : ack[n] == stopNo)
#define between(n,a) (a < R*K && exists(a) && nod[a] == n && loc[a] == CHECKED)
#define may_ack(n) (nm[n] == 0 && amb[n] != 1 && (mut(ACK_EARLY) || \
   (!between(n,0) && !between(n,1) && !between(n,2) && !between(n,3))))
#define all_acked    (SAID && disp[0] == STOPPED && acked(0) && acked(1))
#define said_stopped (SAID && disp[0] == STOPPED && (acked(0) || silent(0)) && (acked(1) || silent(1)))

inline dead(a) {         /* not protocol: forgets what can no longer matter, for fewer states */
  if :: out[a] != NONE && loc[a] != MARKED && la[nod[a]] != a -> exp[a] = 0 :: else fi;
  if :: wire[a] != OK && wire[a] != ONWAY && loc[a] != DOTTED && loc[a] != READ && wit[a] != 2 -> wire[a] = 0 :: else fi
}
inline outcome(a, o) {   /* keyed by attempt, fenced by nothing; an answer is never left, doubt is replaced by one */
  if :: out[a] == NONE || out[a] == DOUBT || out[a] == VOID -> out[a] = o;
        if :: RULE_REPAIR && notice(a) && o == OK && cnt[CX(a/K)] > 0 -> rep[a/K] = 1; rr[a/K]++
           :: RULE_REPAIR && !notice(a) && (o == NOTSENT || o == DEF) && rr[P(a/K)] > 0 -> rep[P(a/K)] = 1   /* still owed */
           :: mut(REPAIR_WIPED) && !notice(a) && o == OK -> rep[P(a/K)] = 0
           :: else fi
     :: else fi;
  if :: loc[a] == IDLE && o != DOUBT && !DBLOSS -> wit[a] = 0 :: else fi; dead(a)   /* the journal is kept: a fail-over asks it */
}

/* The marker transaction: BEGIN and shared lock; then, in a new statement, check, mark, COMMIT. */
proctype Marking(byte n, x) {
  byte a;
end: do
  :: d_step { alive[n] == UP && tx[n] == 0 && amb[n] == 0 && nm[n] == 0 && me(n,D(x)) != 0 && may_begin(n,x) ->
      tx[n] = x+1; txe[n] = me(n,D(x)) }
  :: d_step { tx[n] == x+1 && (alive[n] != HUNG || amb[n]) ->
      if
      :: may_mark(n,x) ->
         assert(disp[D(x)] == SENDING && (D(x) == 1 || disp[1] == WAITING));      /* I4; and none after an order */
         assert(txe[n] == epoch[D(x)]);                                           /* a lost lease marks nothing */
         assert(D(x) == 0 || any(P(x),OK) || any(P(x),DOUBT));                    /* I2, as known now */
         a = x*K + cnt[x]; cnt[x]++; nod[a] = n; cov[a] = 1;
         if :: D(x) == 0 -> resend[P(x)] = 0 :: else -> rep[P(x)] = 0 fi;
         if :: amb[n] == 0 -> loc[a] = MARKED; nm[n]++ :: amb[n] == 1 -> la[n] = a :: else fi;
         a = 0
      :: else -> if :: amb[n] != 2 && me(n,D(x)) != epoch[D(x)] -> me(n,D(x)) = 0 :: else fi
      fi;
      tx[n] = 0; txe[n] = 0; if :: amb[n] == 2 -> amb[n] = 0 :: else fi }
  od
}

/* One attempt, from its marker on: connection, relay, clock, settlement. A connection has one dot out, one marker ahead. */
proctype Attempt(byte a) {
end: do
  :: d_step { exists(a) && !exp[a] && (out[a] == NONE || loc[a] == MARKED) -> exp[a] = 1 }    /* 20 s are over */
  :: d_step { loc[a] == MARKED && alive[nod[a]] == UP && nd[nod[a]] == 0 && !exp[a] && !(notice(a) && seen[nod[a]]) ->
      assert(out[a] == NONE || out[a] == VOID);                                   /* nobody has settled it */
      assert(!notice(a) || !said_stopped);                                        /* I4: no dot decided after "stopped" */
      wit[a] = 1; loc[a] = CHECKED; nm[nod[a]]--; nd[nod[a]]++ }
  :: d_step { loc[a] == MARKED && alive[nod[a]] == UP && (exp[a] || (notice(a) && seen[nod[a]])) ->
      loc[a] = IDLE; nm[nod[a]]--; outcome(a, NOTSENT) }                          /* release: too late, or stopped */
  :: d_step { loc[a] == CHECKED && alive[nod[a]] == UP ->                         /* THE DOT */
      assert(!notice(a) || !all_acked);                                           /* I4: the residue never follows the last ack */
      loc[a] = DOTTED; wire[a] = ONWAY; if :: out[a] == DOUBT -> because(a,5) :: else fi }
  :: d_step { wire[a] == ONWAY -> wire[a] = OK;                                   /* the relay takes it, whenever it likes */
      assert(out[a] != REF && out[a] != DEF && out[a] != NOTSENT);                /* no definite refusal of what is taken */
      assert(takes(a/K) <= (notice(a) -> 1 + rs[P(a/K)] : 2 + rr[P(a/K)]));       /* I3 */
      assert(!WHY || !notice(a) || takes(CX(P(a/K))) == 0 || why[a] != WHY);      /* order: notice after its correction */
      inv[P(a/K)] = ((RULE_REPAIR || mut(NOREPAIR)) && notice(a) && takes(CX(P(a/K))) > 0 -> 1 : 0) }
  :: d_step { wire[a] == ONWAY && loc[a] == DOTTED -> wire[a] = REF }
  :: d_step { wire[a] == ONWAY && loc[a] == DOTTED -> wire[a] = DEF }
  :: d_step { wire[a] == ONWAY -> wire[a] = LOST; dead(a) }
  :: d_step { loc[a] == DOTTED && alive[nod[a]] == UP && wire[a] < ONWAY -> wit[a] = 2; loc[a] = READ }
  :: d_step { loc[a] == READ && alive[nod[a]] == UP -> loc[a] = IDLE; nd[nod[a]]--;           /* commit, retried until done */
      if :: mut(FENCED) && me(nod[a],D(a/K)) != epoch[D(a/K)] :: else -> outcome(a, wire[a]) fi }
  /* 30 s after the dot of a notice whose correction is ordered: in doubt for it; the connection listens on */
  :: d_step { loc[a] == DOTTED && alive[nod[a]] == UP && out[a] == NONE && notice(a) && disp[1] == SENDING &&
      relay_had_30s(a) -> out[a] = DOUBT; because(a,1); dead(a) }
  /* connection lost, or 10 minutes */
  :: d_step { loc[a] == DOTTED && alive[nod[a]] == UP -> loc[a] = IDLE; nd[nod[a]]--;
      if :: out[a] == NONE || out[a] == VOID -> out[a] = DOUBT; because(a,2) :: else fi; dead(a) }
  :: d_step { exists(a) && out[a] == NONE && (may_settle(0,a) || may_settle(1,a)) -> out[a] = DOUBT; because(a,4); dead(a) }
  /* its own marker that it does not remember had a COMMIT without an answer: it never wrote the dot, and its witness says so.
   * STALE: the sweep read memory before the marker was made, and asks the witness after it has read the database */
  :: d_step { RULE_OWN && exists(a) && out[a] == NONE && (may_settle(nod[a],a) || (STALE && alive[nod[a]] == UP && exp[a])) &&
      cov[a] && (wit[a] == 0 || mut(OWN_MEMORY)) -> out[a] = NOTSENT; dead(a) }
  :: d_step { mut(OWN_ANY) && exists(a) && out[a] == NONE && (may_settle(0,a) || may_settle(1,a)) -> out[a] = NOTSENT; dead(a) }
  :: d_step { RULE_AGE && exists(a) && notice(a) && disp[1] == SENDING && out[a] == DOUBT && !old[a] && relay_had_30s(a) ->
      old[a] = 1 }
  /* fail-over without the last commits: marker and outcome, or the outcome alone. What follows from them is lost with them */
  :: d_step { b_loss && exists(a) && out[a] != VOID && a%K == cnt[a/K]-1 && !(notice(a) && cnt[CX(P(a/K))] > 0) ->
      b_loss--; out[a] = VOID; cmp[0] = RULE_TIMELINE; cmp[1] = RULE_TIMELINE }
  :: d_step { b_loss && exists(a) && out[a] != VOID && out[a] != NONE && !(notice(a) && cnt[CX(P(a/K))] > 0) ->
      b_loss--; out[a] = NONE; cmp[0] = RULE_TIMELINE; cmp[1] = RULE_TIMELINE }
  od
}

inline die(n, how) {     /* memory is gone; the server still finishes the transaction, or does not */
  for (i : 0 .. NA-1) { if :: exists(i) && nod[i] == n -> loc[i] = IDLE; dead(i) :: else fi }
  i = 0; nm[n] = 0; nd[n] = 0; ep[n*2] = 0; ep[n*2+1] = 0; seen[n] = 0; la[n] = NOA; amb[n] = (tx[n] -> 2 : 0); alive[n] = how
}
inline forget(n, trusted) {                      /* the witness file is lost, or its lines are */
  for (i : 0 .. NA-1) { if :: exists(i) && nod[i] == n -> cov[i] = trusted; wit[i] = 0; dead(i) :: else fi } i = 0
}
#define other_ok (alive[1-n] != GONE && alive[1-n] != HUNG)
proctype Node(byte n) {
  byte i;
end: do
  :: d_step { b_kill  && alive[n] == UP -> b_kill--;  die(n, DOWN) }
  :: d_step { b_wlost && alive[n] == UP -> b_wlost--; die(n, DOWN); forget(n, 0) }
  :: d_step { b_torn  && alive[n] == UP -> b_torn--;  die(n, DOWN); forget(n, mut(TORN_TRUSTED)) }
  :: d_step { b_gone  && alive[n] == UP && other_ok -> b_gone--; die(n, GONE) }
  :: d_step { b_hang  && alive[n] == UP && other_ok -> b_hang--; alive[n] = HUNG }
  /* restart: the witness speaks for the markers that it covers; of the others the markers rule, after their deadline */
  :: d_step { alive[n] == DOWN && (!RULE_WAIT || tx[n] == 0) -> alive[n] = UP;
      for (i : 0 .. NA-1) { if
        :: exists(i) && nod[i] == n && (out[i] == NONE || out[i] == DOUBT || out[i] == VOID) -> if
           :: wit[i] == 2 -> outcome(i, wire[i])
           :: wit[i] == 1 -> if :: out[i] != DOUBT -> because(i,3) :: else fi; outcome(i, DOUBT)
           :: wit[i] == 0 && cov[i] -> outcome(i, NOTSENT)
           :: wit[i] == 0 && !cov[i] -> cov[i] = mut(FILE_NO_ID)
           fi
        :: else fi }
      i = 0 }
  /* take-over: epoch + 1. From a dead owner always, from a living one by b_take */
  :: d_step { alive[n] == UP && me(n,0) != epoch[0] && (alive[owner[0]] != UP || owner[0] == n || b_take) ->
      if :: alive[owner[0]] == UP && owner[0] != n -> b_take-- :: else fi; epoch[0]++; owner[0] = n; me(n,0) = epoch[0] }
  :: d_step { alive[n] == UP && disp[1] == SENDING && me(n,1) != epoch[1] &&
      (owner[1] == 2 || alive[owner[1]] != UP || owner[1] == n || b_take) ->
      if :: owner[1] != 2 && alive[owner[1]] == UP && owner[1] != n -> b_take-- :: else fi;
      epoch[1]++; owner[1] = n; me(n,1) = epoch[1] }
  /* a stop is heard; what is marked is released (Attempt); then it is acknowledged by its number */
  :: d_step { alive[n] == UP && disp[0] == STOPPED && !seen[n] -> seen[n] = 1 }
  :: d_step { alive[n] == UP && disp[0] == SENDING && seen[n] -> seen[n] = 0 }
  :: d_step { SAID && alive[n] == UP && seen[n] && may_ack(n) && ack[n] < stopNo -> ack[n] = stopNo }
  /* COMMIT without an answer: the server commits (Marking) or aborts; the client reads the attempt id */
  :: d_step { b_lose && alive[n] == UP && tx[n] && amb[n] == 0 -> b_lose--; amb[n] = 1 }
  :: d_step { tx[n] && (amb[n] || (alive[n] == HUNG && !mut(NO_TX_TIMEOUT))) ->
      tx[n] = 0; txe[n] = 0; if :: amb[n] == 2 -> amb[n] = 0 :: else fi }
  :: d_step { alive[n] == UP && amb[n] == 1 && (tx[n] == 0 || mut(READ_EARLY)) ->
      if :: la[n] != NOA -> loc[la[n]] = MARKED; nm[n]++; if :: mut(FROM_ACK) -> exp[la[n]] = 0 :: else fi :: else fi;
      la[n] = NOA; amb[n] = (tx[n] -> 2 : 0) }
  /* new timeline: the node lays its journal and its memory beside the database; no marker from before is dotted any more */
  :: d_step { cmp[n] && alive[n] == UP -> cmp[n] = 0;
      for (i : 0 .. NA-1) { if
        :: exists(i) && nod[i] == n ->
           if :: (out[i] == NONE || out[i] == VOID || out[i] == DOUBT) && wit[i] == 2 && !mut(MEMORY_ONLY) -> outcome(i, wire[i])
              :: out[i] == VOID && wit[i] == 1 && !mut(MEMORY_ONLY) -> outcome(i, DOUBT)
              :: out[i] == VOID && loc[i] != IDLE && mut(MEMORY_ONLY) -> out[i] = DOUBT
              :: out[i] == NONE && wit[i] == 1 && loc[i] == IDLE && !mut(MEMORY_ONLY) -> outcome(i, DOUBT)
              :: else fi;
           if :: loc[i] == MARKED -> exp[i] = 1 :: else fi
        :: else fi } i = 0 }
  od
}

proctype Person() {
  byte f;
end: do
  :: d_step { b_stop  && !want && disp[0] == SENDING -> b_stop--;  want = 1 }
  :: d_step { b_order && want != 2 && disp[1] == WAITING -> b_order--; want = 2 }
  :: d_step { want && stop_may_commit ->                                 /* the order stops in the same transaction */
      if :: disp[0] == SENDING -> disp[0] = STOPPED; stopNo = stopNo + SAID :: else fi;
      if :: want == 2 -> disp[1] = SENDING :: else fi; want = 0 }
  :: d_step { b_resume && disp[0] == STOPPED && disp[1] == WAITING && !sharer(0) && !f -> b_resume--;
      if :: mut(RESUME_NOLOCK) -> f = 1 :: else -> disp[0] = SENDING fi }
  :: d_step { f && disp[0] == STOPPED -> f = 0; disp[0] = SENDING }
  :: d_step { b_resend && disp[0] == SENDING && cnt[0] == 1 && is(0,0,DOUBT) && !resend[0] -> b_resend--; resend[0] = 1; rs[0]++ }
  :: d_step { mut(NORECHECK) && disp[1] == SENDING && !mat[0] && settled(0) && reach(0) -> mat[0] = 1 }
  :: d_step { b_kill || b_gone || b_wlost || b_torn || b_hang || b_take || b_lose || b_stop || b_resume || b_order || b_resend || b_loss ->
      b_kill=0; b_gone=0; b_wlost=0; b_torn=0; b_hang=0; b_take=0; b_lose=0; b_stop=0; b_resume=0; b_order=0; b_resend=0; b_loss=0 }
  od
}

#define listed(x) (cnt[x] > 0 && (any(x,REF) || cnt[x] == K || num(x,OK) + num(x,DOUBT) >= 2))  /* refused, expired, doubt twice */
proctype Quiet() {
  byte a, r;
  d_step { timeout ->                                                    /* nothing can happen any more */
    assert(!want && !tx[0] && !tx[1]);                                   /* the press has taken effect */
    for (a : 0 .. NA-1) { if
      :: exists(a) && out[a] != VOID ->
         assert(out[a] != NONE && wire[a] != ONWAY);                     /* everything is settled */
         assert(loc[a] == IDLE || alive[nod[a]] == HUNG);
         assert(wire[a] != OK || out[a] == OK || out[a] == DOUBT);       /* I5 */
         assert(out[a] != OK || wire[a] == OK);                          /* never ACCEPTED what was not taken */
         assert(wit[a] != 2 || (out[a] != NONE && out[a] != DOUBT) || alive[nod[a]] != UP);   /* an answer that was read is on record */
         assert(!HONEST || out[a] != DOUBT || wit[a] || !cov[a] || alive[nod[a]] != UP)   /* I5: doubt only after `dot` */
      :: else -> assert(!exists(a) || wire[a] != OK) fi }                   /* I5: no row, not taken */
    for (r : 0 .. R-1) {
      assert(disp[1] == WAITING || takes(r) == 0 || takes(CX(r)) > 0 || listed(CX(r)));   /* I1 */
      assert(!I2Q || takes(CX(r)) == 0 || takes(r) > 0 || any(r,DOUBT));                  /* I2 (R5) at the end */
      assert(!inv[r] || !any(r,OK) || any(CX(r),REF) || cnt[CX(r)] == K ||
             num(CX(r),OK) + num(CX(r),DOUBT) >= 2);                  /* order repaired where the late 250 was read */
      assert(disp[0] != SENDING || cnt[r] > 0 || cmp[0] || cmp[1])       /* nobody is forgotten */
    }
  }
}

init { atomic {
  byte i;
  disp[0] = SENDING; epoch[0] = 1; epoch[1] = 1; ep[0] = 1; owner[1] = 2; la[0] = NOA; la[1] = NOA;
  for (i : 0 .. NX-1) { run Marking(0,i); run Marking(1,i) }
  for (i : 0 .. NA-1) { run Attempt(i) }
  i = 0; run Node(0); run Node(1); run Person(); run Quiet() } }
