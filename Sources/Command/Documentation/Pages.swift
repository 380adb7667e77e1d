// The pages of Documentation.docc, written by .ci/pages.
// swift-format-ignore-file

extension Page {
  /// All pages, by name.
  static let all: [Page] = [
    Page(name: "Backlog", text: #"""
# Backlog

How many customers wait and how many conversations are open, at the end of each hour, day or week.

`--backlog day` writes `backlog.csv`: a row for each day from the first message to the [as-of](Life.md#the-world-as-it-was) time.
`--backlog hour` and `--backlog week` make other periods. A key after a colon divides the rows: `--backlog day:queue` writes a
row for each day and each queue. The key is one that a conversation as a whole has: any [key](Breakdowns.md#tables-by-any-key)
except `agent` and times. `queue` and `assigned_agent` bring `source` and `account_id` along.

```console
$ convostat summarize samples --out tables --backlog day --quiet
$ convostat show tables backlog
                         waiting
period      waiting       median  waiting max  open  opened  resolved  reopened
----------  -------  -----------  -----------  ----  ------  --------  --------
2026-01-05        1  14 h 56 min  14 h 56 min     2       3         1         0
2026-01-06        2  19 h 29 min     1 d 14 h     4       2         0         0
2026-01-07        2     1 d 10 h     2 d 14 h     5       1         0         0
2026-01-08        5  13 h 54 min     3 d 14 h     9       5         1         0
2026-01-09        7  17 h 29 min      4 d 2 h    14       6         1         0
```

## Columns

| column | meaning |
|---|---|
| `period` | `2026-01-05T09:00`, `2026-01-05` or `2026-W02`, by the clock of `--timezone` |
| `waiting` | customers who wait for an answer at the end of the period |
| `waiting_median_s`, `waiting_max_s` | the median and the greatest age of these waits, at the end of the period |
| `open` | conversations that have begun and are not resolved at the end of the period |
| `opened` | conversations that began within the period: their first message of a customer, agent or bot |
| `resolved`, `reopened` | changes to resolved within the period, and back |

- **Rows.** Every period has a row, also if nothing happened. With a key, every period has a row for each value of the key that
  a conversation of the run has. The values are those of today: the tables do not know that a conversation was in another queue
  last week. By `label`, a conversation counts in the row of each of its labels. `--max-groups` does not apply.
- **The end of a period** is the beginning of the next one. The last period ends at the as-of time, so its `waiting` adds up
  to `unanswered` in `summary.csv`, and `opened` of all rows to the conversations with a message of a customer, agent or bot.
- **Clocks that change.** A period begins when the clock first shows its beginning. An hour that the clock shows twice is one
  period of two hours; an hour or a day that the clock skips has no row.
- `open`, `resolved` and `reopened` are empty if nothing in the run tells the [status](Life.md#status-observations) of a
  conversation. A conversation without any status stays open.
- The conversations are those that [count](Breakdowns.md#which-conversations-count), and the periods begin with the first message of
  one of these.

## Who waits

A customer waits from the moment that opens the [wait](Definitions.md#waits-and-responses) to the response or the resolution
that ends it.

- **Bots.** From a bot response on nobody waits, until the customer writes again. If a [hand-over](Life.md#hand-over) takes the
  bot's answer back, the customer waits again from the hand-over on, and the age counts from the opening of the wait.
- **`--wait-from last`**: the age counts from the last message of the customer up to the end of the period.
- **Resolutions.** A wait ends, and a conversation is resolved, at the moment that counts for `resolutions`. A change without a moment
  counts in the last period only; so does one after the as-of time, if `--as-of` is not given.
- Changes before the first message of the run are in no row; the states that they lead to are.
- **`--order client`**: a message counts from the moment at which the platform had it and all messages before it.

`waiting` of a period is `unanswered` of a run with `--as-of` at its end, unless a record had told of a resolution before its exact
moment. Over the values of a key, except `label`, the counts add up to those of a run without a key.

## Many periods

Rows are written for every period and value: a year has 8760 hours, and with 100 queues 876 000 rows. A wrong date in the dump, such
as 1970, makes the table begin there; `--since` leaves such conversations out. Memory is needed for the changes of each period and
for the waits that last over the end of a period. With `--memory`, a run that needs more stops with a message and
replaces nothing. Shares (`--shard`) have the backlog of their conversations; [merge](ManyMachines.md) of parts that were made with
`--backlog` gives that of the whole.

"""#),
    Page(name: "Breakdowns", text: #"""
# Breakdowns

Tables by any key, and which conversations count.

## Tables by any key

`--by KEY[,KEY...]` writes one more table: a row for each combination of the keys that occurs, with the columns of
`by_queue.csv`. The keys are in the name of the file: `--by queue,day` writes `by_queue_day.csv`. You can repeat the option.

| key | row |
|---|---|
| `source`, `account` | platform (`asapp`, `chatwoot`, or the name in the map); account of the platform (column `account_id`) |
| `queue`, `agent` | as in `by_queue.csv` and `by_agent.csv`; both come with `source` and `account_id` |
| `assigned_agent` | the agent to whom the conversation is assigned, who gets everything of it, also waits that are still open; it comes with `source` and `account_id`. `agent` instead credits who wrote |
| `status` | the status that the platform gives the conversation: `open`, `resolved`, `pending`, `snoozed`; asapp has none |
| `organizational_group`, `subdivision`, `team`, `channel`, `priority`, `csat_rating`, `metadata.K` | [attributes](Inputs.md#attributes) of the conversation; they need not be columns |
| `label` | each label of the conversation |
| `day`, `month`, `quarter`, `year` | `2026-01-05`, `2026-01`, `2026-Q1`, `2026` |
| `week` | week of ISO 8601, `2026-W02`: it begins on Monday and belongs to the year of its Thursday |
| `hour`, `weekday` | 00 to 23; Monday 1 to Sunday 7 |

- Messages, turns and responses are in the row of their own time and of their own agent, as in `by_day.csv` and
  `by_agent.csv` ([Tables](Tables.md#rows-of-the-tables-by-groups)). A conversation without the key is in
  `(none)`. Counts add up over the rows, except `conversations` by agent.
- **Rows of labels do not add up**: a conversation is counted whole in the row of each of its labels. One with three labels
  counts three times in such a table. `summary.csv` has it once.
- Times are in the zone of `--timezone`, a name of the IANA time zone database. A day on which clocks change has 23 or 25
  hours; an hour that comes twice is one row of `hour`. Zones that were off by seconds before 1972 are rounded to the
  whole minute. Dialects for spreadsheets name the zone in the head of the column and leave the offset out.
- `--max-groups N` keeps the N groups with the most conversations; of equal ones, the bytewise first. All other groups
  are in one row whose keys are all `(others)`. It counts each conversation once: one with three labels, or in which
  three agents wrote, counts once if all three were folded, with all that happened in it. The row of conversations without
  the key, `(none)`, is always written, does not count among the N, and is never part of `(others)`. In a table by several
  keys, a group that lacks one of them is folded into a row that keeps `(none)` there. The tables of every run are not cut.
- In the name of the file, every character except letters, digits, `-` and `_` becomes `_`: `metadata.region` makes
  `by_metadata_region.csv`. A table that is asked for twice, or that every run writes, is written once. Two
  tables whose names become the same, or differ only in upper and lower case, are refused.

## Which conversations count

`--where`, `--since` and `--until` leave conversations out of all tables and of the report: whole conversations, after
everything was read, references were joined and duplicates dropped. So a conversation that counts has the same row of
`conversations.csv` as without these options, to the last digit: as-of is that of everything that was read, and names
of agents and inboxes may come from anywhere. `run.json` has what was left out, as `left_out_conversations` and
`left_out_messages`; its `messages` and `conversations` are those that count, and all other counts are of everything that
was read.

- `--where KEY=VALUE` keeps the conversations of that row of the table that `--by KEY` writes; `--where KEY!=VALUE` keeps all
  others. KEY is any key [above](#tables-by-any-key). VALUE is the text of its column before
  [guarding](Tables.md#guarded-cells): `queue=billing`, `'subdivision!=(none)'`, `account=` for no account. The first
  `=` ends the key.
- If one key has several conditions with `=`, one of them must be true: a conversation has one queue, so
  `--where queue=a --where queue=b` means either. All other conditions must be true together: `--where queue!=a --where
  queue!=b` leaves out both, and conditions on different keys must all be true.
- `label=L` keeps the conversations that have the label L, among others; `label!=L` those that do not have it.
- `agent=A` keeps the conversations in which A wrote; `agent=(none)` those in which no agent did. The messages of other
  agents in them count too.
- Time keys are those of the conversation: of its first message by a customer, an agent or a bot.
- `--since T` leaves out conversations that began before T, `--until T` those that began at T or later. T is one of these;
  dates, periods, and times without an offset are by the clock of `--timezone`:
  - a date, which means the first moment of that day: `--since 2026-01-05 --until 2026-01-06` is one day, of 23 or 25
    hours if the clock changes on it. `today` and `yesterday` are dates;
  - a month (`2026-11`), an ISO week (`2026-W47`), a quarter (`2026-Q3`) or a year (`2026`). `--since` begins with it and
    `--until` covers it to its end: `--since 2026-11 --until 2026-11` is November;
  - a span back from the start of the run: `90m`, `12h`, `7d` (168 hours), `4w`; or `now`;
  - a [time](Inputs.md#messages-and-times).
- `--last week` is the whole last week, from Monday; `--last` also takes `day`, `month`, `quarter` and `year`. It excludes
  `--since` and `--until`.
- `run.json` (`since`, `until`) and the summary show the moments that these became. A part for `merge` carries the moments.
- A conversation begins with the first message of a customer, an agent or a bot (`--anchor conversation`). So it counts in
  exactly one of several windows that follow each other, also if the windows are runs of different nights over dumps that
  overlap, as long as each dump has the conversation from its beginning. A conversation without such messages is in no
  window. With `--anchor message` a conversation counts, with all its messages, if any such message is in the window: it
  may count in several windows. For what happened on a day, message by message, see `by_day.csv`. A run over
  the conversations of one day has rows for later days too, because answers come later.

"""#),
    Page(name: "CommandLine", text: #"""
# Command line

Verbs, options, exit statuses, warnings and the environment.

## Verbs

<!-- generated: verbs -->

| verb | what it does |
|---|---|
| `convostat summarize INPUT... --out DIR` | Reads dumps and writes tables into DIR: one table of conversations, and summaries by queue, agent, day and role. |
| `convostat check INPUT...` | Reads dumps as summarize does, reports what is in them and what would be rejected, and writes nothing. |
| `convostat show [DIR [TABLE]]` | Prints a table of the run in DIR, set for the terminal: by_queue if no TABLE is named. Without DIR it lists the runs that are there. |
| `convostat facts INPUT... --out FILE` | Reads dumps and writes the facts that summarize needs into FILE: many times smaller, and without the text of messages. |
| `convostat merge FILE... --out DIR` | Reads parts that summarize --partial wrote, each of different conversations, and writes the tables of one run over everything. |
| `convostat compare DIR DIR [--out FILE]` | Reads the tables of two runs, such as last week's and this week's, and shows what changed more than by chance; --out FILE writes all changes. |
| `convostat describe [NAME]` | Explains a column, a family of columns or a table; without NAME, all columns of all tables. |
| `convostat completions bash\|zsh\|fish` | Prints a script that completes verbs, options, their values and names of columns in bash, zsh or fish. |
| `convostat man` | Prints the manual page with all verbs and options, in the format that man reads. |
| `convostat help [VERB\|TOPIC] [--OPTION]` | Explains the command, a verb with all of its options, one option, or a topic such as definitions; VERB --help explains a verb too. |

<!-- end of verbs -->

`check` reads and reports as `summarize` does, obeys the same limits of rejects, ends with the same statuses, and writes
nothing. It also lists the queues, labels, teams and keys of metadata that the inputs have, and the texts
of activity messages that tell no status, with their numbers.

**Help.** `convostat --help` is an overview; `convostat VERB -h` lists the options of a verb; `convostat VERB --help`, or
`convostat help VERB`, explains them; `convostat help --by` explains one option; `convostat help TOPIC` prints a page of this
documentation; `convostat help` lists the topics. `convostat --version`, `-V` and `convostat version` print the version.

**Words.** Options may be anywhere: `--out DIR`, `--out=DIR`, `-o DIR` and `-oDIR` are the same. Words after `--` are inputs. If
an option is given twice, the last value counts; `--by`, `--columns`, `--metadata`, `--where`, `--within`, `--buckets` and
`--map FILE=GLOB` add to each other. A command that would do something that nobody meant is refused with 64: an empty text as an argument, a URL in the
place of a path, `-o=x`, `-out x`, `-` where a directory or file must be named, two outputs that are one file, a key that
is twice in the file of `--hours` or `--map`. Options as other tools call them (`--threads`, `--tz`, `--group-by`,
`--from`) are answered with those of convostat.

```console
$ convostat summarise samples --out tables
convostat: unknown verb summarise
  hint: did you mean summarize?
exit 64
$ convostat summarize samples --out tables --group-by queue
convostat: unknown option --group-by
  hint: --by K[,K...]: add a table by keys: queue,day (repeatable)
exit 64
```

**Files of options.** `--config FILE` reads options from FILE, as if they were typed before those of the command line. A value on
the command line wins; `--by` and the others that add to each other add to those of FILE, so a list in FILE cannot be made
shorter. A line is one of these:

```text
# a comment; it may also follow an option, between blanks
--out tables
--by queue,day
--where label=team #1     # the value is up to here, without quotes
--report
--hours office.hours
```

A value may be on the line after its option. Relative paths are taken from the directory of FILE, so a job in any working
directory finds them. Options that the run does not take are skipped: one FILE serves `check`, `summarize` and `merge`, as in
`samples/nightly`. Inputs,
`--help` and `--config` cannot be in FILE. `--last` in FILE gives way to `--since` or `--until` on the command line. An error names
the file and the line.

**Tables on the screen.** `convostat show DIR` prints `by_queue.csv` of a run for people, `convostat show DIR by_agent` another table,
and `convostat show` lists the runs in the working directory and in the directories in it. The columns are the keys, the column
of `--sort`, and of the headline the counts, medians and 90th percentiles. `--columns` chooses others (a column, a family,
`headline`), `--sort COLUMN` and `--top N` order and cut the rows, `--where` selects by key columns, and `--csv` prints the table
with all columns and exact cells for the next program. A key that is the same in all rows is said once below the table. If the
terminal (80 columns without one) is too narrow, these are left out and named, until the others fit: the account if the other
keys tell the rows apart, the 90th percentiles, the platform, then columns from the right; long keys are cut before the first
figure is left out. Columns that `--columns` names keep their place.

```console
$ convostat summarize samples --out out --quiet
$ convostat show out by_agent --columns conversations,response_created_median_s --top 3
...
$ convostat show out by_agent --sort conversations --top 2 --columns conversations --csv
source,account_id,agent,conversations
...
```

**Colours and widths.** On a terminal, what is wrong is red or yellow and the list of outputs begins green. `NO_COLOR` (not empty) and a
`TERM` that is `dumb` or not set turn colours off. Help, definitions, summaries and messages use the width of the terminal; without a
terminal it is 80 columns.

**Output.** Diagnostics go to standard error, with the first five rejects. Standard output has the summary, or with `--json` one
line of JSON at its end. If both are the same terminal, the rejects are part of the summary.

**Progress.** On a terminal, a run that takes longer than a moment shows its progress on standard error: the stage (reading,
joining, measuring, writing), its share (not for a pipe; for a compressed file when it is done), bytes and rate, the time
that is left, records, rejects and, with `--memory`, what went to the temporary file. The line is never wider than the
terminal, has no colours, and is gone at the end. `--quiet`, `TERM=dumb` and a standard error that is no terminal turn it off.

## Options

<!-- generated: options -->

**Output**

| option | verbs | meaning |
|---|---|---|
| `-o, --out DIR` | summarize, merge | Write the outputs into DIR, which is created if it does not exist. Outputs of an earlier run are replaced, and those that this run does not write are removed. For compare, DIR is a file that gets all changes as CSV; for facts, it is the file of the facts, or - for standard output. |
| `-o, --out FILE` | compare | Write every measure of every row into FILE as CSV, which is replaced as a whole. |
| `-o, --out FILE` | facts | Write the facts into FILE, which is replaced as a whole, or to standard output with -. Rejects go to FILE.rejects. |
| `--partial FILE` | summarize, merge | Write a part for convostat merge into FILE instead of tables. merge makes the tables from several such parts. All parts must be made with the same options, and each conversation must be in only one part, for example by --shard. |
| `--ledger DIR` | facts | Add the facts to the directory DIR instead of writing --out FILE. A run adds one file, named by its content, or nothing if DIR already has the same facts. DIR is created if it does not exist; convostat summarize DIR reads all its files. |
| `--compact DIR` | facts | Merge all files of the ledger DIR into one file, then remove the old files. Facts that are in several files are kept once, and no result changes. A damaged file stops the run, and nothing is removed. |
| `--rejects FILE` | facts, summarize | Write rejected records into FILE, in the format of rejects.ndjson; summarize takes this option only with --partial. The default is the name of the file of facts, or of the ledger, followed by .rejects. If the facts go to standard output, rejects are only counted by default. |
| `--metadata K` | summarize | Add the column metadata.K to conversations.csv, with the value of the key K in the metadata of the conversation. Repeat the option for more columns. |
| `--attributes` | summarize | Add the columns labels, team, channel, priority, csat_rating, csat_comment, customer_name, agent_ids and agent_names at the end of conversations.csv, and csat_count, csat_mean and customers to the tables by groups and the summary. --by and --where know their keys without this option. |
| `--by K[,K...]` | summarize | Write the table by_K.csv too, with a row for each value of the key K: queue, organizational_group, subdivision, agent, assigned_agent, status, source, account, day, week, month, quarter, year, hour, weekday, label, team, channel, priority, csat_rating or metadata.K. Several keys, separated by commas, make one table: queue,day writes by_queue_day.csv. Repeat the option for more tables. |
| `--columns C[,C...]` | summarize, merge, show | Write only the key columns and the columns C, in the order given. C is the name of a column, the name of a family such as first_response_created, or headline: the columns that people read first. A table that has none of them keeps all its columns. Repeat the option for more columns. The report shows all figures. |
| `--sort COLUMN` | show | Sort the rows by COLUMN: the greatest numbers first, texts and times in ascending order, empty cells last. A - before the name reverses the order. |
| `--top N` | show | Print only the first N rows, after sorting, and say how many more there are. |
| `--csv` | show | Print the table as CSV, with commas and all columns, or those of --columns; cells are as in the files. Split tables come as one. |
| `--max-groups N` | summarize | Write at most N groups into a table of --by: those with the most conversations. All other groups are summed up in one more row, (others), which counts each conversation once. The row (none) is always written and is never part of (others). |
| `--timezone ZONE` | summarize | Count days, weeks, months, quarters, years, hours and weekdays in the time zone ZONE, a name of the IANA time zone database such as Europe/Berlin, and write times with its offset. The default is UTC. run.json is always in UTC. |
| `--csv-text HOW` | summarize, merge | With guarded, the default, a text cell that a spreadsheet would run as a formula is written with ' in front; with raw, it is written unchanged. |
| `--dialect D` | summarize, merge | Write CSV files that a spreadsheet opens correctly: excel has a byte-order mark, CRLF and times without T and zone; excel-semicolon also has semicolons and decimal commas, as spreadsheets in many countries expect. A warning lists the values that a spreadsheet would still change. |
| `--buckets TIMES` | summarize | Write distribution.csv too: for each queue, the number of first responses and of responses in each bucket of time. The buckets end at the given TIMES. The word default means 10s,30s,1m,5m,15m,1h,4h,8h,24h. |
| `--backlog PERIOD[:KEY]` | summarize | Write backlog.csv too: for each hour, day or week from the first message to the as-of time, how many customers waited and how many conversations were open at its end, and how many were opened, resolved and reopened within it. day:queue makes a row for each queue and day; KEY is any key of --by except agent and times. The clock is that of --timezone. |
| `--responses` | summarize | Write responses.csv too: a row for each wait of a customer, closed by an agent (a response), by a bot or by nobody yet, with the ids and times of the two messages from which its latency is measured. |
| `--split-rows N` | summarize, merge | Split a table of more than N rows into files of N rows, each with the header: conversations-0001.csv and so on. |
| `--xlsx` | summarize, merge | Write convostat.xlsx too: a workbook with a sheet for each table, in which numbers, days and times are real numbers and dates, a chart of the days, and a sheet with the definitions of all columns. |
| `--durations FORM` | summarize, merge | The form of durations in convostat.xlsx: seconds, the default, are those of the tables; with hms they are days, as spreadsheets measure time, and are shown as hours, minutes and seconds. Needs --xlsx. |
| `--tidy` | summarize, merge | Write measures.csv too: a row for each figure of the tables by groups, for programs that plot; of days without any message too. And write load.sql, which loads all tables into DuckDB with their types: in DIR, duckdb -init load.sql. |
| `--report` | summarize, merge | Write report.html too: one page with charts and tables of the run that can be mailed, opened offline and printed. It needs no network and no JavaScript. |
| `--force` | summarize, merge | Replace files in DIR that have the name of an output but are not listed in its run.json. Without this option convostat takes such files for somebody else's and refuses the run with status 73. |
| `--allow-empty` | summarize, merge, facts | Replace tables that have rows, or a file of facts, even if there was nothing to read. Without this option such a run ends with status 65 and replaces nothing. |
| `--checksums` | summarize, check, facts | Report the SHA-256 of every input file and of every output in the line of --json; summarize writes them into run.json too. |
| `--title TEXT` | summarize, merge | The title of report.html, such as Support in November. The default is Customer conversations. Needs --report. |
| `--against DIR` | summarize, merge | Show in report.html what changed since an earlier run, whose output directory is DIR, by the rules of compare: in the cards, as a faint line in the charts of days, and in a section. DIR may be that of --out. Needs --report. |
| `--agents HOW` | summarize, merge | Choose what the outputs say of agents: names, the default, are their ids and names; ids leaves the columns of names empty; pseudonyms writes a pseudonym such as agent-3f9a1c2b7d40 in place of each id and needs --pseudonym-key; none leaves ids and names empty, and by_agent.csv has one row (hidden) for all agents together. rejects.ndjson has records as they were read. |
| `--customers HOW` | summarize, merge | Choose what the outputs say of customers: names, the default, are their ids and names; ids leaves the column customer_name empty; pseudonyms writes a pseudonym such as customer-3f9a1c2b7d4099e1 in place of each id and needs --pseudonym-key; none leaves ids and names empty. Different customers are counted as before. |
| `--pseudonym-key FILE` | summarize, merge | Make pseudonyms with the key in FILE, a secret of at least 32 bytes such as openssl rand -hex 32 prints. The same key gives the same person the same pseudonym in every table and in every run; without it nobody can tell who a pseudonym is. run.json has a check value of the key, and neither the key nor FILE. |
| `--link URL` | summarize, merge | Link each conversation to its page on the platform: URL is its address with placeholders, such as https://chat.example.com/{account_id}/{conversation_id}. conversations.csv has the links in the column link; the workbook, and the waiting conversations of the report, link to them. Placeholders are {conversation_id}, {account_id}, {external_id}, {source}, {queue}, {customer_id} and {metadata.K}; their values are percent-encoded, and a conversation without one of them has no link. |


**Input**

| option | verbs | meaning |
|---|---|---|
| `--conversation-from-filename` | summarize, check, facts | Take the conversation of asapp messages that name none from the name of their file, up to the first dot: 01JC7.ndjson.gz has the messages of 01JC7. |
| `--conversation-from-directory` | summarize, check, facts | Take the conversation of asapp messages that name none from the name of the directory that has their file: 01JC7/messages.json has the messages of 01JC7. Of this option and --conversation-from-filename the later one counts. |
| `--account A` | summarize, check, facts | Use A as the account of chatwoot records that name none, and of records that a map reads. Without this option the account comes from the other records of the same conversation, if they all name the same account. |
| `--map FILE` | summarize, check, facts | Read every record by the map in FILE: JSON that tells, by JSON pointers, where another platform keeps conversation, message, role and times. --map FILE=GLOB reads only the inputs whose path matches GLOB, such as zendesk.map=dumps/zendesk/ or front.map=front-*.ndjson; it may be given several times. Inputs that no map is for, and facts, are read as usual. samples/maps has maps for Zendesk, Intercom, Twilio and others; convostat help map explains them. check reports how often each pointer found a value, and for a pointer that never did, which keys are there instead. |
| `--max-line-bytes N` | summarize, check, facts | Skip and reject lines longer than N bytes, and longer elements of a file that is one array. K, M and G are powers of 1024. The maximum is one byte less than 2G; the default is 64M. |
| `--max-rejects N` | summarize, check, facts | Fail with status 65 if more than N lines and elements of pages are rejected. summarize then replaces no output except rejects.ndjson. |
| `--max-reject-share P` | summarize, check, facts | Fail with status 65 if more than the share P of all lines and elements of pages is rejected, or more than the share P of all bytes: 5% or 0.05. Blank lines do not count. summarize then replaces no output except rejects.ndjson. |
| `--max-reject-bytes N` | summarize, check, facts | Write at most N bytes of rejects; K, M, G and T are powers of 1024. Further rejects are counted but not written, and a warning says so. The default is 1G. |
| `--keep-going` | summarize, check, facts | Leave out inputs that cannot be opened or that end too early, and go on with the others. Nothing of such an input is counted. The run lists them, also in run.json, and still ends with status 66. Without this option nothing is written in that case. The option does not help if another input is a pipe. |
| `--no-facts` | summarize, check, facts | Reject fact lines as unknown_shape. Fact lines state ranks and times themselves, so somebody who can write lines of a dump could override its records with them. |


**Guards**

| option | verbs | meaning |
|---|---|---|
| `--min-records N` | summarize, check, facts | Fail with status 65 if fewer than N records were read, as run.json counts them. No output is replaced then. |
| `--newest-within TIME` | summarize, check, facts | Fail with status 65 if the latest message was created longer ago than TIME (90s, 30m, 26h or 2d), or if a message is ahead of the clock by more than TIME, unless --as-of now is given, which ignores such messages. No output is replaced then. |
| `--max-drop P` | summarize | Fail with status 65 if the number of messages dropped by more than P (50% or 0.5) since the run that wrote run.json in DIR. No output is replaced then. If DIR has no run.json, there is no check. |


**Measuring**

| option | verbs | meaning |
|---|---|---|
| `--where KEY=VALUE` | summarize | Leave out conversations unless KEY is VALUE, or with KEY!=VALUE is not VALUE. KEY is a key of --by, and VALUE is written as in that table, such as queue=billing, agent=a7 or subdivision!=(none). If a key has several conditions with =, one of them must hold; all other conditions must hold together. show takes conditions on the key columns of its table. |
| `--where KEY=VALUE` | show | Leave out rows unless the key column KEY is VALUE, or with KEY!=VALUE is not VALUE. If a key has several conditions with =, one of them must hold; all other conditions must hold together. |
| `--since T` | summarize | Leave out conversations that began before T. T is a date, which means the first moment of that day; a month (2026-11), an ISO week (2026-W47), a quarter (2026-Q3) or a year (2026), from its first moment; today, yesterday or now; a span back from now (90m, 12h, 7d, 4w); or a time such as 2026-01-05T09:00:00Z. Dates, periods and times without an offset are in the zone of --timezone. run.json and the summary show the moment that T became. |
| `--until T` | summarize | Leave out conversations that began at T or later; T is written as for --since. A date is the first moment of that day, so --since 2026-01-05 --until 2026-01-06 is one day. A month, week, quarter or year is covered to its end, so --since 2026-11 --until 2026-11 is November. |
| `--last PERIOD` | summarize | Leave out conversations unless they began in the last whole day, week (from Monday), month, quarter or year before today, in the zone of --timezone. --last week is --since with its first moment and --until with its end. |
| `--anchor WHAT` | summarize | Choose what must lie between --since and --until: the first message of a customer, agent or bot (conversation, the default), so that each conversation counts in only one day, or any such message (message). A conversation counts as a whole or not at all. |
| `--within TIMES` | summarize | Add columns for each of TIMES: the share of first responses and of responses within that time, by each clock, and the number of open waits that are too young to tell; in tables by groups also the number of open waits that are older. With --hours, business time counts. Repeat the option for more times. |
| `--hours FILE` | summarize | Add columns in business time for responses, first responses and waits. Business time is the time within the hours that the JSON in FILE states, such as {"timezone": "Europe/Berlin", "week": {"mon": [["09:00", "17:00"]]}, "holidays": ["2026-12-25"]}; "queues" states hours of single queues. The word inboxes in place of FILE takes the working hours of each inbox from Chatwoot's inbox records. |
| `--as-of T` | summarize, check, facts | Show the world as it was at the moment T: a time such as 2026-01-05T09:00:00Z, now, which is the start of the run, or another form of --until; a month, week, quarter or year means its end. Later messages and changes of status are ignored, and open waits are aged at T. The default is the creation time of the latest message. With this option --newest-within ignores messages that are ahead of the clock; check and facts use it only for that. |
| `--shard I/N` | summarize | Measure only the conversations of share I of N; I is from 0 to N-1. All inputs are read nevertheless, so that references are resolved and waits are aged at the same moment. Each conversation is in exactly one of the N shares, the same one on every machine. |
| `--order CLOCK` | summarize | Order the messages of a conversation by the time at which the platform created them (created, the default) or by the clock of their sender (client). |
| `--wait-from WHICH` | summarize | Measure a wait from the first customer message in a row (first, the default) or from the last one (last). |
| `--resolve-ends-wait YES` | summarize | Let the resolution of a conversation end its open wait, such as that of a closing thanks (yes, the default), or count such a wait as unanswered (no). |
| `--sessions GAP` | summarize | Cut conversations that never end into sessions, each of which is measured and counted as a conversation of its own: where a message comes more than GAP, such as 24h, after the last one, if it is the customer's or nobody waits for an answer; or, with the word resolved, at the first message after a resolution. The column session numbers them from 1. |
| `--activities FILE` | summarize, check, facts | Read the status of a conversation from activity messages by the texts in FILE instead of Chatwoot's English ones: JSON with a list of patterns for each of open, resolved, pending and snoozed, such as {"resolved": ["Conversation was marked resolved by*"]}. A pattern matches the whole text, and * matches anything. samples/activities has the texts of other languages. |
| `--first-response-from WHAT` | summarize | Measure the first response from the customer message that opened its wait (message, the default) or, as Zendesk and Chatwoot do, from the creation of the conversation (conversation). The latter is by the platform's clock and needs a dump that has the creation time; other conversations are measured from the message. |
| `--bots HOW` | summarize | With respond, the default, messages of bots are bot responses and make turns of their own; with ignore, they are counted as system messages. |
| `--bot-agent ID` | summarize | Count the messages of the agent with this id as messages of a bot, on every platform: for an integration that writes in an agent's name. Repeat the option for more agents. |
| `--no-sender CLASS` | summarize | The class of outgoing chatwoot messages without a sender: bot, agent or system. By default they are messages of a bot if the record has keys for a sender, all of them empty (integrations write so), and messages of an unknown agent if it has no such key (lists of the API leave out an agent who left). |


**Running**

| option | verbs | meaning |
|---|---|---|
| `--dry-run` | summarize | Show which inputs would be read, their size and kind, which outputs would be written, and about how much memory and disk the run would need; with --xlsx also about how many rows and sheets the workbook would have. Only the beginning of each input is read, and nothing is written. |
| `--wait SECONDS` | summarize, facts, merge | If another run writes into DIR, or into the same file of facts, wait up to SECONDS for its end; then give up with status 75. The default is 0. |
| `-j, --jobs N` | summarize, check, facts, merge | Use N workers. The default is the number of processors that this process may use. Results never depend on it. |
| `--memory SIZE` | summarize, check, facts, merge | Use about SIZE bytes of memory (256M, 4G). Data that does not fit goes into temporary files, together about a quarter of the size of the dump. The default is half of the memory that the control group or the machine allows this process. Results never depend on it. |
| `--tmp DIR` | summarize, check, facts, merge | Write data that does not fit into memory to a temporary file in DIR. The default is TMPDIR, else /tmp. The file has no name and disappears with the process, however the run ends. |
| `-q, --quiet` | summarize, check, facts, merge, compare | Print no summary, no warnings and no rejects; only errors, and that there was nothing to read. |
| `--json` | summarize, check, facts, merge, compare | Print one JSON object as the last line of standard output instead of the summary: the exit status, the error if the run failed, then the content of run.json. For compare: the two runs, the changes of groups beyond chance and the number of rows. |
| `--log-format FORM` | summarize, check, facts, merge, compare | Write diagnostics as text, the default, or as json: one object per line with time, level, event and the id of the run, which run.json has too. |
| `--metrics-file FILE` | summarize, check, facts, merge | Write the outcome of the run into FILE, in the text format that the textfile collector of the Prometheus node exporter reads from files that end with .prom. FILE is replaced as a whole, also if the run fails. |
| `--config FILE` | summarize, check, facts, merge, compare | Read options from FILE, as if they were typed before those of the command line: so a value on the command line wins, and options that add to each other, such as --by, add. A line is --name, or --name and its value up to the end of the line, without quotes. # begins a comment. Relative paths are taken from the directory of FILE. Options that the run does not take are skipped, so that one FILE serves several verbs. Inputs belong on the command line. Repeat the option for more files. |
| `-h, --help` | all | Print help and do nothing else: one screen for -h, everything for --help. |
| `-V, --version` | all | Print the version and do nothing else. |


<!-- end of options -->

## Exit statuses

<!-- generated: statuses -->

| status | meaning |
|---|---|
| 0 | success, with or without rejects |
| 64 | usage error: an unknown option, no input, an output that is an input |
| 65 | data error: too many rejects, a failed guard, or no usable records |
| 66 | an input cannot be opened, ends too early, is of another kind (UTF-16, a tar archive, HTML), or needs a missing decompressor |
| 73 | the output directory cannot be created, or has files of others |
| 74 | reading or writing failed, or memory ran out |
| 75 | another run is writing into the output directory |
| 130, 143 | stopped by SIGINT, SIGTERM |

<!-- end of statuses -->

In detail:

- 0 also if there was nothing to read and no tables with rows are there, or with `--allow-empty`: then tables without rows
  (`roles.csv` and `summary.csv` with zeros), and a warning.
- 64 also for a bad value, or an output that is another output.
- 65: too many rejects, a guard that failed, parts that cannot be merged, nothing to read where tables with rows are, or lines
  that are not blank but not one kept message, conversation, inbox or empty page. A guard that fails replaces nothing.
- 66: nothing is written (with `--keep-going` the outputs of the other inputs). For `compare` also a directory that
  cannot be compared, for `facts --compact` a file that is not what its name says.
- 73 also for the ledger, and if a directory has the name of an output.
- 74: reading or writing failed (disk full, also that of the temporary file; a limit of the size of a file), memory ran out,
  something does not fit into the memory that `--memory` allows, or facts need a compression tool that is not installed.
- 75 also for the ledger and the file of facts.
- 130, 143 and 129: stopped by SIGINT, SIGTERM, SIGHUP; no partial output is left. Other signals that end programs
  (SIGQUIT, SIGXCPU, SIGALRM, SIGUSR1, SIGUSR2) do the same: 128 and the number. A signal that is ignored when the run
  starts (`nohup`) stays ignored. A run whose outputs are in place by then ends with 0.

## Warnings

A warning does not change the status. It is on standard error and in `run.json`.

| warning | meaning |
|---|---|
| `--against PATH: has no run of convostat, so the report compares with nothing` | the directory of `--against` has no `run.json` of convostat |
| `-: standard input is given twice and read once` | `-` is given twice among the inputs |
| `PATH: the same file is given twice and read once` | two names, or a name and a directory, lead to one file |
| `PATH: is not a file and was ignored` | a pipe or a socket in a directory |
| `PATH: leads to no file and was ignored` | a link that leads nowhere or round in a circle |
| `PATH: has no *.ndjson, *.jsonl or *.json` | a directory that was named has no dump |
| `the clock of this machine is behind` | a file was changed more than a day after the moment that the clock shows |
| `there was nothing to read` | all inputs are empty; `--quiet` does not silence this |
| `there was nothing to measure: no message and no conversation was found` | only empty pages or ignored events |
| `no conversation matches` | `--where`, `--since` and `--until` left out everything |
| `no message was found, so there is nothing to measure` | the dump has conversations without their messages |
| `only messages were found, so queues are empty or ids of inboxes` | the dump has no records of conversations or inboxes |
| `the as-of moment T is ahead of the clock` | `--as-of`, or the latest message, is in the future |
| `FILE has the first N of N rejects: the rest was cut by` | the file of rejects reached its [limit](Rejects.md) |
| `no conversation has metadata "K"` | a key in `--metadata`, `--by` or `--where` that no record has; the nearest key is named |
| `--map: no record has a value at` | a pointer of the map whose key no record has |
| `--map: no input matches` | the pattern of `--map FILE=GLOB` matches no input |
| `--where: no conversation has the source` | a platform in `--where` that neither records nor facts have |
| `--hours: no conversation has the queue` | a queue in the file of `--hours` that no conversation has; the nearest one is named |
| `--conversation-from-filename: all N files have the same conversation id` | the names of the files are no ids of conversations; the same warning names `--conversation-from-directory` for directories |
| `--conversation-from-filename: files in different directories have the same conversation id` | two files of one name count as one conversation |
| `TABLE: a spreadsheet reads these texts as numbers, dates or other values and changes them` | with a [dialect](Tables.md#spreadsheets) of a spreadsheet |
| `TABLE: a spreadsheet cuts cells at N characters` | the same |
| `TABLE: a spreadsheet shows N lines of a file and drops the rest` | the same; `--split-rows` helps |
| `cells of TABLE were cut at N characters, the most that a sheet holds` | with `--xlsx` |
| `PATH: cannot be removed (REASON), which changes no result` | an old file of a ledger that was compacted |
| `the runs were made by versions V and V` | `compare`, see [Comparing](Comparing.md) |
| `the runs differ in --OPTION` | `compare`: an option that changes figures |

One more names the first [tolerated line](Inputs.md#forms-of-a-file).

## Environment

| variable | meaning |
|---|---|
| `TMPDIR` | directory of temporary files without `--tmp` |
| `TERM` | `dumb` turns the progress line off |
| `NO_COLOR` | turns colours off if it is not empty |
| `PATH` | where `zstd`, `xz` and `bzip2` are found |

"""#),
    Page(name: "Comparing", text: #"""
# Comparing two runs

What changed from one run to another: which queue got worse, and by how much.

```sh
convostat compare tables-of-last-week tables-of-this-week --out compare.csv
```

reads what `summarize` wrote into two directories, the earlier one first. It compares all tables except those with a row for
each conversation or wait: the tables by groups, `roles.csv` and `summary.csv`, also in parts (`--split-rows`).
`compare.csv` has a row for each measure of each row that has a value in at least one of the runs, in the order of the
tables; within a table sorted by the keys bytewise, within a row in the order of the columns:

| column | meaning |
|---|---|
| `table` | the table without `.csv` |
| `key` | the row: `source=asapp, queue=billing`. Keys without a cell are left out; a cell with `,`, `=`, `"` or a backslash is in quotes as in JSON; cells are as before [guarding](Tables.md#guarded-cells). Empty in `summary` |
| `measure` | the column of the table |
| `before`, `after` | the cells of the two runs, exact. Empty if the run has no such row, or nothing to measure |
| `change` | after minus before; empty if one of them is empty |
| `relative_change` | the change divided by the size of before, four decimals, rounded half up; empty if before is 0 |
| `n_before`, `n_after` | the numbers of values behind a mean, median, percentile or maximum; the count that another count is a part of, such as all conversations for those of a queue; empty for all other measures |
| `weight` | the change in standard errors, four decimals, negative if the value fell; empty if the change is [not weighed](#change-and-chance) |

With the tables of two runs over the samples:

```console
$ convostat summarize samples --out last --until 2026-01-07 --quiet
$ convostat summarize samples --out this --since 2026-01-07 --quiet
$ convostat compare last this --out changes.csv
before    last: ...
after     this: ...

all                            before           after
conversations                       5              12   +140%
unanswered                    20% (5)        50% (12)  +30 pp
...
chance    no group changed more than chance would: none has enough values
only      before: queue asapp billing, queue asapp logistics
only      after: ...
...
wrote     changes.csv...
```

Nothing is added to or taken from an empty cell: a queue that only one run has did not change by its whole size, it is
missing in the other. The file is replaced as a whole or not at all; the same two directories give the same bytes.

Standard output names the first and last day of the data of each run and its conversations, and has the figures of the whole,
with the number of values in brackets. A share of two counts is shown instead of the count; its change is in percentage points (`pp`). Then come the changes of groups that
are greater than chance makes: `service` (response times, answers within `--within`, unanswered, reopened) apart from `volume`, queues and
other groups before agents, at most four of each. A group comes once in each, with the measure that changed most surely, and with
better or worse if that is known. Days, hours and other times are never there. The groups that only one run has are named, the
largest first. `--json` gives the same as one line: `movers` is empty if no change is beyond chance, and `weighed` is the
number of changes of groups that were looked at.

## Change and chance

Two weeks of the same team differ, though nothing changed. Whether a change is more than that is measured on one scale for all
measures: z, the change in standard errors, which is `weight` in `compare.csv`. Chance alone gives a z beyond 2 in one of 22 cases and
beyond 3.5 in one of 2,100.

| measure | z |
|---|---|
| median of first responses, responses, resolutions | The rank test of Wilcoxon, Mann and Whitney (1947) with the correction for ties, over the values of the conversations in `conversations.csv`: their first response, the median of their responses, their resolution. So a conversation counts once, and no form of the distribution is assumed. At least 10 conversations with a value in each run |
| 90th percentile of first responses | The shares of values above the 90th percentile of both runs together, as below |
| `unanswered`, `never_answered` of the conversations; `reopens` of the resolutions; the shares of `--within` by the created clock | The difference of the arcsines of two shares (Anscombe 1948), with a correction for continuity. Both runs together must have 10 of each kind. The shares of a group with fewer conversations than responses are weighed as if it had one response per conversation |
| `conversations` of a group | The same for its share of all conversations, so that a longer period is no change; divided by the square root of the factor below |
| the medians of agents and of other groups whose conversations cannot be told from `conversations.csv` (also if it is missing, larger than 1 GiB, or without these columns) | From the figures: the logarithms of median and 90th percentile give the spread of a logarithmic normal distribution, a quarter is added to it, and the spread gives the standard error of the median, 1.2533 times spread divided by the square root of the values (at most one per conversation). The change of the median counts up to twice that of the mean, so that a median that jumps over a gap is no change, and less one second. That t becomes z by the formula of Wallace (1959). At least 20 values in each run |

Arrivals come in clusters: a failure or a letter brings several conversations at once. The factor says how much more than by
chance their numbers vary. From `by_day.csv`, the change from run to run is computed for each day of the week; the factor is
Cochran's Q of these changes divided by its degrees of freedom, at least 2, and 4 if fewer than five days of the week have 10
conversations in each run.

Who looks at a hundred changes finds five beyond 2 if nothing changed. So the limit depends on how many changes are weighed: if
nothing changed, one comparison in twenty names a change. Of this probability, 3 in 100 are for the service of queues, other groups
and the whole, 1 in 100 for that of agents, 1 in 100 for volume, and each part is shared by the method of Holm (1979). With 40
changes of queues the greatest must be beyond 3.4, and with 100 of agents beyond 3.9.

What this finds depends on the number of values and on their spread. If the 90th percentile is 2.5 times the median, a median of
300 values that changes by a third is found in more than nine of ten cases; with wider spread, more values are needed. The
conversations are taken as independent: a bad afternoon that makes two hundred customers wait is a change, and it is named.

Warnings tell which options that change figures, and which versions, differ between the runs. Differences in
`--as-of`, `--since`, `--until` and `--metadata`, and in options that change only the form of the outputs, give no warning.
Refused with 66 are a directory without the `run.json` and `datapackage.json` of a run, tables that were changed since
(their sizes are in `run.json`), and runs written with a `--dialect` of a spreadsheet.

"""#),
    Page(name: "Definitions", text: #"""
# Definitions

What every figure means: turn, wait, response, the two clocks, and an example worked out by hand.

All arithmetic is on whole milliseconds, and sums are exact. Cells are seconds with three decimals.

## Two clocks

Every message has up to two times, so every latency is measured twice. The name of a column says by which clock.

- **created**: the clock of the platform, when its server created the message. One clock for everybody.
- **client**: the clock of the sender: the customer's phone, the agent's computer, the mail server. It says when a message was
  really sent. It may be missing or wrong.

Trust `created` for everything that is compared or reported: it is always there, and it is the same clock for everybody. It
leaves out the way from the sender to the platform. `client` has what people felt, if their clocks are right. Look at it where
messages reach the platform late (e-mail, phones without a network), and look at the ingest lags first.

**Ingest lag** is created minus client, for each message with both times, with its sign. It shows how far you can trust
`client`:

| ingest lags | meaning |
|---|---|
| small and positive, below a second or two | both clocks are right; the two latencies differ little |
| large and positive, for many senders | messages arrive late: mail, queues, an import; `client` is nearer to what people felt |
| large and positive, for one sender | the clock of that device is slow, or the device was offline |
| negative | the clock of the device is fast: a message cannot arrive before it was sent |

Negative values are kept as they are, never cut to 0: they show that the client columns of the row are wrong. If the messages
of a conversation have no client time, its client cells are empty, not 0.

## Messages in order

- **Class**: every message is of one class: customer, agent, bot, system, note or failed
  ([Inputs](Inputs.md#messages-and-times)). With `--bots ignore`, messages of bots are system messages in all
  tables.
- **Participants** are customer, agent and bot. Messages of the classes system and note are counted, with their ingest lag,
  and otherwise ignored: they break no turn and answer nothing.
- **Order** in a conversation: by created, then client (created if it is missing), then message id. With `--order client`:
  by client, then created, then id. Ids compare by length, then bytewise: 9 before 10.
- **Turn**: a longest run of consecutive messages of one participant class.
- **Agent-initiated**: the first message of a participant is an agent's.

## Waits and responses

- **Wait**: begins at a customer message if no wait is open. Later customer messages do not move its beginning; with
  `--wait-from last` each of them does. The next agent message ends the wait. So does the resolution of the
  conversation, where the dump tells of it ([Life](Life.md#waits-that-end-without-an-answer)).
- **Response**: the agent message that ends a wait. It is credited to its sender.
- **Bot response**: the first bot message in a wait. It does not end the wait. But a customer message after it begins a
  new wait, since the bot had answered what came before.
- **Ended by a bot**: a wait in which a bot responded, and no agent before the next customer message, the resolution or the
  end. Every wait ends in one of four ways: `waits` is the sum of `responses`, `waits_ended_by_bot`,
  `waits_ended_by_resolve` and `unanswered`.
- **Unanswered**: the last wait of a conversation, if it is still open at the end and no bot responded in it. If nothing
  says that the conversation was resolved, a closing "thanks" is unanswered; `waiting_s` says for how long.
- **Never answered**: a customer wrote, and neither an agent nor a bot ever responded.
- **Latency** of a response, on each clock: the time of its message minus the time of the message that began the wait. The
  client latency is missing if one of the two client times is. It may be negative, because the clocks disagree: it is kept,
  and counted in `responses_client_negative`.
- **First response**: the response that ends the earliest wait that an agent ended.
- **Customer response**: a customer message if the participant's message before it is an agent's. Its latency is measured
  from that agent message, on each clock.
- **As-of**: the moment at which unanswered waits are aged, from their beginning by the created clock. It is `--as-of`, which
  also ignores [what came later](Life.md#the-world-as-it-was), else the latest created of all kept messages. The run warns
  if as-of is ahead of the clock of the machine.

## Statistics

- **Percentile** q of n sorted values: linear interpolation between closest ranks (PERCENTILE.INC of spreadsheets, "type
  7"), in integers: h = q(n-1)/100, k = floor(h), x[k] + (x[k+1] - x[k]) times the rest of h. The median is q = 50.
- **Mean** is the sum divided by n. Mean and percentile are rounded half up to a millisecond: floor(v + 1/2), also for
  negative values.
- **Nothing to measure** is an empty cell, never 0 and never NaN.
- Percentiles and means of a group are taken over all its single values, never over means.

## Worked example

Conversation `C1`, queue `billing`, is in the samples. Times are seconds after 2026-01-05T09:00:00Z.

| message | class | client | created |
|---|---|---|---|
| m1 | customer | 0.000 | 0.250 |
| m2 | customer | 5.000 | 5.300 |
| m3 | agent a1 | 31.000 | 31.100 |
| m4 | system | 32.000 | 32.000 |
| m5 | agent a2 | 40.000 | 40.500 |
| m6 | customer | 100.000 | 99.000 |
| m7 | agent a1 | 112.500 | 112.600 |
| m8 | customer | 200.000 | 200.100 |

8 messages, 3 customer turns, 2 agent turns (m4 breaks no turn). The waits are m1 to m3, m6 to m7, and m8, which is
unanswered.

| measure | created | client |
|---|---|---|
| response m1 to m3, the first | 30.850 | 31.000 |
| response m6 to m7 | 13.600 | 12.500 |
| mean of the responses | 22.225 | 21.750 |
| median | 22.225 | 21.750 |
| 90th percentile | 29.125 | 29.150 |
| customer response m5 to m6 | 58.500 | 60.000 |
| customer response m7 to m8 | 87.500 | 87.500 |

The ingest lags are 250, 300, 100, 0, 500, -1000, 100 and 100 ms: their mean is 0.044 (350/8 = 43.75 ms), and one is
negative.

With bots, in seconds on one clock:

| messages | result |
|---|---|
| customer 0, bot 10, agent 100 | one response of 100, one bot response |
| customer 0, bot 10, customer 1000, agent 1060 | one response of 60, one bot response |
| customer 0, bot 10, bot 20 | no response, one bot response, neither unanswered nor never answered |
| customer 0, bot 10, customer 1000 | one bot response, unanswered since 1000 |

## A clock that is wrong

This is one line of `samples/asapp-messages.ndjson`, a customer's message, folded here to fit:

```json
{"conversationId":"01KEA4N8C6ZQ1T9PGS7JH3KE5B","messageId":"01KEA4N8D0",
 "sender":{"role":"customer","externalId":"u-1003"},
 "text":"Hola, quiero devolver unas zapatillas, me quedan pequeñas.",
 "createdTimestamp":"2026-01-06T23:57:41.000Z","clientTimestamp":"2026-01-06T23:59:16.000Z"}
```

The row of its conversation in `conversations.csv` has two customer turns, two responses and these cells, among others:

| measure | platform's clock | senders' clocks |
|---|---|---|
| first response | `first_response_created_s` 191.000 | `first_response_client_s` 95.700 |
| mean of all responses | `response_created_mean_s` 104.375 | `response_client_mean_s` 9.100 |
| longest response | `response_created_max_s` 191.000 | `response_client_max_s` 95.700 |
| mean of the customer's responses | `customer_response_created_mean_s` 23.250 | `customer_response_client_mean_s` 118.600 |
| ingest lags | `ingest_lags` 5, `ingest_lags_negative` 3 | `responses_client_negative` 1 |
| mean and lowest ingest lag | `ingest_lag_mean_s` -56.930, `ingest_lag_min_s` -95.100 | |

By the platform the customer waited more than three minutes, by the devices half of that. Three of five messages have a lag
of about -95 seconds, all of them the customer's; the agent's lags are 0.3. So the phone was 95 seconds fast: the
customer seems to have asked 95 seconds later, and one response even seems to have come before its question. Here
`created` is right.

## First response from the creation

With `--first-response-from conversation`, a first response is measured from the creation of the conversation to the agent's
message that ended the earliest wait. Which message that is does not change, and no other measure changes.

- **The creation** is what the records say: asapp `createdTimestamp`, else `created_at`, else `timestamp` (the API of asapp
  prints none of these; it takes `timestamp` when a conversation is made, and a dump may add any of them); chatwoot
  `created_at`, and `conversation.created_at` of messages, as webhooks have it; another platform: what its map calls
  `created` ([Other platforms](OtherPlatforms.md)). A value that cannot be read as a time is ignored. If several records
  have one, the record with the highest rank wins. The column `conversation_created_at` of `conversations.csv` shows
  it.
- **Unknown**: if no record says when a conversation was created, its first response is measured from the customer's message
  by both clocks, and its `conversation_created_at` is empty.
- **Clocks**: the creation has a time by the platform's clock only, so `first_response_client_*` is empty.
- **Below zero**: if the conversation was created after its first response, as by an import, the value is negative. It is
  kept and is within any promised time.
- **Open**: the wait for a first response ages from the creation, in `first_response_created_within_T` and `_pending_T`; by
  the client clock it is not counted. `waiting_s` is still the age of the unanswered wait, from its message.
- **Business time** is that between the same two moments.
- `responses.csv` has this length in `first_response_created_s` and `first_response_client_s`, with `--hours` also in
  `first_response_C_hours_s` (C is the clock), in the row of the first response. Its `latency_*` columns stay those
  of the two messages.

"""#),
    Page(name: "Documentation", text: #"""
# convostat

Reads dumps of customer conversations and writes tables of who waited how long, and who answered.

The README is the way in: what the program does, how to install it, the first two commands. These pages have the rest.
`convostat help TOPIC` prints them in a terminal, so a copied binary needs no other documentation; `convostat help`
lists the topics. In a run of `summarize` every figure goes back to the words of one page: [Definitions](Definitions.md).

## Pages

Before a run:

- [Getting a dump](GettingADump.md): scripts for the APIs of asapp and chatwoot.
- [Inputs](Inputs.md): which files are read, which records, and how times, ids and attributes are read.
- [Other platforms](OtherPlatforms.md): a map for the dump of any platform.

What the figures mean:

- [Definitions](Definitions.md): turn, wait, response, the two clocks, and a worked example.
- [The life of a conversation](Life.md): resolved, reopened, handed over, as it was at a moment.
- [How other tools define it](OtherTools.md): the figures of the same name in ASAPP, Zendesk, Chatwoot and Intercom.
- [Business time and service levels](ServiceLevels.md): `--hours` and `--within`.

What a run writes:

- [Tables](Tables.md): every file and every column, spreadsheets, notebooks and `run.json`.
- [Breakdowns](Breakdowns.md): tables by any key, and which conversations count.
- [Responses](Responses.md): from a figure to the messages behind it.
- [Backlog](Backlog.md): who waited and what was open at the end of each hour, day or week.
- [The report](Report.md): one page of charts.
- [The workbook](Workbook.md): all tables for Excel, LibreOffice and other spreadsheets.
- [Plotting and querying](Plotting.md): a row for each figure, and DuckDB.
- [Privacy](Privacy.md): pseudonyms, or nothing, in place of agents and customers.
- [Comparing two runs](Comparing.md): what changed since the last run.
- [Rejects](Rejects.md): lines that cannot be used, why, and what to do.

Larger jobs:

- [Every night](EveryNight.md): guards, logs, metrics and ready-made jobs.
- [Facts](Facts.md): what to keep of a dump, and a ledger of nights.
- [Many machines](ManyMachines.md): shares, parts and clusters.

Reference:

- [Command line](CommandLine.md): options, exit statuses, warnings, environment.
- [Limits](Limits.md): sizes, memory and temporary files.

"""#),
    Page(name: "EveryNight", text: #"""
# Every night

A job that runs by itself, and fails loudly instead of writing wrong tables.

Copy `samples/export`, which [gets a dump](GettingADump.md), and `samples/nightly/nightly.conf` into `support`, and set the
environment of the export above the line. Then this line of a crontab is the whole job:

```text
15 2 * * * cd support && export/chatwoot.sh --since last --quiet dump && convostat summarize dump --out tables --config nightly.conf
```

`nightly.conf` has the options of the job, a line each ([files of options](CommandLine.md#verbs)). The job ends if the export
is not complete. The run fails, and changes no table, if more than 1 in 100 records is rejected, or if one of the guards
below fails:

```text
--max-reject-share 1%
--min-records 1000
--newest-within 26h
--max-drop 50%
--tmp /var/tmp
--wait 600
--quiet
```

Status 75 means that the run of the previous night is still going on; `--wait 600` waits ten minutes for it. Nobody reads half
a file ([Tables](Tables.md#replacing-outputs)). `samples/nightly` has this job for cron, systemd, Kubernetes and
Airflow; all of them read `nightly.conf`. `--dry-run` shows what a run would read, write and need.

## Guards

The worst dump makes no noise: it is empty, or last week's. Three guards end a run with 65, and then no output is
touched:

| guard | fails if |
|---|---|
| `--min-records N` | fewer than N records were read (`records` of [run.json](Tables.md#the-run)) |
| `--newest-within 26h` | the latest message was created longer ago, or there is no message; or a message is further ahead of the clock than that |
| `--max-drop 50%` | there are fewer messages, by more than half, than in the `run.json` in the output directory, or that file does not say how many there were |

The dump of the samples is of January 2026, so this guard fails it:

```console
$ convostat summarize samples --out tables --newest-within 26h --quiet
convostat: too old: the latest message was created 2026-01-09T11:52:00.000Z, more than 1 d 2 h ago
  hint: nothing was replaced; check that the dump is complete; convostat help nightly explains the guards
exit 65
```

A single message of the year 2062 would let the second guard pass forever. So a message that is ahead of the clock by more
than the span of the guard fails it, by file and line. With `--as-of now` such messages are ignored, and the guard looks
at the latest other one. If a file was changed more than a day after the moment that the clock shows, the clock is slow,
and a warning says so.

`--max-rejects` and `--max-reject-share` limit the rejects in the same way; if both are given, either is enough to fail.
Then no output is replaced except `rejects.ndjson`. Reading goes on to the end, so all rejects are counted.

## For programs that watch

`--json` ends standard output with one line, whether the run succeeds or fails: `exit`, after a failure `error`, then the content of
[run.json](Tables.md#the-run). `--log-format json` makes standard error one
object per line, each with `time`, `level`, `event` and the id of the run, which `run.json` has as `run`.
`--metrics-file X.prom` writes records, rejects by reason, bytes, seconds, memory, the status and the moments of the last run
and of the last success for the textfile collector of Prometheus. With `--quiet` a run that succeeds prints nothing, except
the warning that there was nothing to read.

## Keep the nights, not the dumps

Dumps are large and hold what people wrote. The tables need neither the size nor the words:

```sh
convostat facts dump --ledger nights        # this night's dump as one file more, 5 to 20 times smaller than it was
convostat summarize nights --out tables     # all nights so far
convostat facts --compact nights            # now and then: one file of many
```

The [ledger](Facts.md#a-ledger-of-nights) is a directory of [facts](Facts.md). A night that is added again adds nothing, and a
run that was cut off is simply run again. The tables are those of one run over all the dumps: a dump that overlaps
that of the previous night counts nothing twice, a late message finds its conversation, and a wait that was open at midnight is
ended by the answer of the next day. Give each dump [a path with its date](Inputs.md#the-same-thing-twice).

"""#),
    Page(name: "Facts", text: #"""
# Facts

What to keep of a dump: many times smaller, without the text of messages, and good for the same tables.

`convostat facts INPUT... --out FILE` writes what `summarize` needs of the records that it keeps, as NDJSON. A line of FILE is a
**fact line**. `summarize` and `check` read such a file like a dump, alone, with other facts and with dumps, and every
table is the same as from the dumps, byte for byte, whatever the options. `facts` reads facts too: so several files become
one.

- **The same records give the same bytes**, with any number of workers. A message that came several times is there once. The
  order of lines shows only in `from`, since it [decides which of two records is later](Inputs.md#the-same-thing-twice).
- **Options that say how dumps are read** (`--conversation-from-filename`, `--conversation-from-directory`, `--account`, `--map`, `--activities`, `--max-line-bytes`) are given when
  the facts are made; all others when they are summarized. `--account` then still works for conversations whose account is
  unknown. All metadata of conversations is kept, so you can ask for any `--metadata K` later. `run.json` counts
  lines of facts, so its `lines`, `duplicates` and `created_missing` differ from those of the dumps.
- **Names and comments**: facts have no message text, but whatever `--attributes` and `--metadata` may ask for later: the names of
  customers and agents, the comments that customers wrote in surveys, custom attributes. Protect them as you protect the dumps.
- **References stay as they were made**: by id, by external id, with an account or without. They are resolved when all facts are
  together, so the record that links an id with an external id may come a month later.
- **Later records**: facts carry the path of the input as it was given, and the place in it, for the same decision.
- **Rejects** go to `FILE.rejects`, or where `--rejects` says, in the form of [rejects.ndjson](Rejects.md); limits of rejects,
  guards and statuses are those of `summarize`. `FILE` gets its name at the end, at once: a run that fails leaves the old
  file. If two runs write the same `FILE`, the second ends with 75. (`FILE.rejects` gets its name just before.)
- **Compressed**: if the name of `FILE` ends with `.gz`, convostat compresses it; if it ends with `.zst`, your `zstd` does.
  Compressed bytes may differ between machines and versions; their contents do not. `-` is standard output; then rejects are
  only counted, unless `--rejects` names a file.
- **What does not fit into memory** (`--memory`) goes to a temporary file as sorted lines, which are merged at the end.
- **Trust**: fact lines are read in every dump, and they state their own paths, times of change and ranks. So somebody who can
  write lines of a dump can win against its records, with facts about any conversation. The same person can write any
  record, too; facts only add the rank. If a dump comes from somebody else, `--no-facts` rejects fact lines in it as
  `unknown_shape`. A value of a wrong kind, also in a list, rejects the whole line as `bad_fact`.

| dump | size of the dump / size of the facts, uncompressed |
|---|---|
| asapp, generated, ULIDs, short texts | 5.2 |
| chatwoot, generated | 7.1 |
| asapp, real texts | 9.2 |
| chatwoot, real texts | 22.8 |

## A ledger of nights

`convostat facts INPUT... --ledger DIR` adds facts to the directory DIR, which is made if it is missing. `summarize DIR` reads
all of them. The tables are those of one run over all the dumps, byte for byte, with messages that come late or are
corrected, records that say something else the next night, and waits from one day to the next.

```console
$ convostat facts samples --ledger nights
read      94 lines (29.8 kB) in 10 inputs; 7 ignored, 1 blank
kept      69 messages in 23 conversations; 3 duplicates
...
wrote     nights/46b5793d3a82fd9fd569a5b11867004ca5b7cb6caba618fa3f9aa08cc90ea18a.ndjson
          (41)
took      ...
$ convostat facts samples --ledger nights | grep wrote
wrote     nothing: 41 lines of facts are already in nights/46b5793d3a82fd9fd569a5b11867004ca5b7cb6caba618fa3f9aa08cc90ea18a.ndjson
$ convostat summarize nights --out tables | head -n 2
read      41 lines...
kept      68 messages in 18 conversations; 1 duplicate
```

- **One file a night**, named by its content: the SHA-256 of its bytes in 64 hexadecimal digits, and `.ndjson`. `sha256sum`
  tells whether a file is whole. A night without any fact adds no file.
- **The same input again** adds nothing. "The same" means that it gives the same facts: the same records from the same paths, as
  they were given, since these are in `from`. From another path, or from a dump with one line more, the night makes a
  file of its own; nothing in it counts twice, and compacting takes it in.
- **`convostat facts --compact DIR`** makes one file of all, with a name by the same rule, and removes the old files once it is
  in place. It is the file of facts of all dumps together, and no result changes. The nights in it are still known, by
  a list beside it (`.NAME.of`), so none of them is added again. With one file or none it does nothing. It stops and
  removes nothing if a file is not what its name says (66), or has a line that is not understood (65). Files with other
  names are left alone; `summarize DIR` reads them if they are dumps.
- **Killed at any moment**, a run leaves the ledger with the night or without it, and with the old files, the new one, or
  both: facts are a set, so both give the same result as one. One more file may remain: `.new.ndjson.tmp`, which no
  run reads and the next one removes.
- **One run at a time** writes into a ledger; the second ends with 75, or waits with `--wait`. `summarize` takes no lock. If it
  runs while the ledger is compacted, a file may be gone when its turn comes; then it ends with 66 and replaces nothing.
- **Rejects** of the run go to `DIR.rejects`, beside the directory, or where `--rejects` says.
- The line of `--json` has the result under `facts`, beside `path` and `lines`: `ledger` is `added`, `present`, `empty`,
  `compacted` (with `replaced`, the number of files) or `untouched`.

## Fact lines

A line is about one conversation as records refer to it, or about one name. A conversation of more than 1000 messages has
several lines. Names come first, then conversations by (source, account, name); names are ordered by (kind, account, id).
These are the keys of a line, in their order; a key without content is left out:

| key | meaning |
|---|---|
| `convostat_fact` | 2, the version of the form; lines of version 1 are [read, too](#version-1) |
| `asapp`, `asapp_external`, `chatwoot` or `mapped` | the conversation by its id, by its external id, by its number, or by the id that a [map](OtherPlatforms.md) read; with `source` after `mapped`, with `account` if one is known, and without one, of chatwoot, with the inbox that the records name (`in_inbox`), which may tell the account |
| `links` | external ids that conversation records gave the id, besides the latest one; empty if there is a record that said nothing else |
| `said` | what counts of the records, one object for each record, the latest first: `from` (path, byte in it, number among the elements of the line's pages), `of` (`message` if a message said it), `updated` (ms), `external`, `status`, `queue` (of chatwoot the inbox id), `group`, `subdivision`, `agent`, `agent_name`, `customer`, `labels` (with U+0000 between them), `team`, `channel`, `priority`, `csat_rating`, `csat_comment`, `customer_name`, `created` (of the conversation, ms), `metadata`, and of chatwoot the names found beside ids while the account is unknown: `agents`, `inboxes`. Null is an attribute that the record removed; of `agent` and `agent_name`, one that is left out was removed too if the other is there |
| `reported`, with `reported_inbox` and `reported_start` | in place of the conversation: that of reporting events, by the id of the database, with what must agree |
| `observed` | [status observations and hand-overs](Life.md#status-observations) of records other than messages, in order: status, origin, and the moment if it is known (ms) |
| `seen_inboxes`, `seen_starts`, `is_row` | what reporting events are compared with: inboxes and seconds of creation of the conversation's records, and that a record is a row of the database |
| `agents`, `by` | ids of the agents who wrote, if there are others than the assigned one; for each message of an agent the [number](#lists-of-numbers) of its agent, from 1, or 0 without an id, unless it is always the first |
| `ids` | the ids of the messages, by created, then client, then id: one text of all ids in a row if they have the same length and are plain (ULIDs, UUIDs, short ids); else a list, with the beginning that all of them share under `prefix` before it, if that saves room, at most 255 bytes |
| `senders` | a letter for each message: customer, agent, bot, system, note, failed, for an activity that tells a status O (open), P (pending), Z (snoozed) or R (resolved), and of outgoing messages without a sender e (its keys are empty) or o (there is no such key) |
| `created` | milliseconds since 1970 of the first message |
| `steps` | the [milliseconds](#lists-of-numbers) from each message to the next |
| `lags` | the [ingest lag](#lists-of-numbers) of each message in milliseconds, of either sign, missing without client time |
| `updates` | the [milliseconds](#lists-of-numbers) from created to `updated_at` of each message, of either sign, missing without one |
| `revisions` | the indexes of the messages that come from an event `message_updated` |

A message that was met several times is there once, and again for each copy that tells a more exact time: a later night may
need it ([Inputs](Inputs.md#the-same-thing-twice)).

The lines of names have the id under `asapp_agent`, `chatwoot_agent`, `inbox`, `inbox_channel` (whose name is the kind of
channel), `inbox_hours` (whose name is the schedule: the open minutes of weekdays, Monday 0, and a time zone; `always`; or
`impossible`) or `mapped_agent` (with `source`), then `account` (an inbox without one is named in all accounts), `name`, and `from`, `of` and `updated` as above. A
line with `account_inbox` and `account` says that the inbox belongs to the account, if no line of a name says so.

### Lists of numbers

A list of numbers is a text that needs no parsing: a digit from 1 to 8, then each number in that many digits of base 64, the
most significant first. The digits are `A` to `Z`, `a` to `z`, `0` to `9`, `-` and `_`, for 0 to 63. `3AAKAAFAfQ` is the
list 10, 5, 2000. In lists of numbers of either sign, 0 is a missing number, and the number *n* is 2*n* + 1, or -2*n* if it is
negative: 0, -1, 1, -2 are 1, 2, 3, 4.

```python
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

def numbers(text):
    width = int(text[0])
    values = [DIGITS.index(digit) for digit in text[1:]]
    return [sum(v * 64 ** (width - 1 - k) for k, v in enumerate(values[i:i + width])) for i in range(0, len(values), width)]

def signed(text):
    return [None if n == 0 else n // 2 if n % 2 else -n // 2 for n in numbers(text)]
```

### Version 1

Earlier versions of convostat wrote `ids`, `created` (of the first message, then the steps), `lags`, `updates` and `by` (the
index of the agent from 0, or -1) as lists of JSON, with null for a missing number. Such lines are read like the others, also in
one file or ledger with them, and give the same results. What is written has version 2: `facts` of an old file, or
`--compact` of a ledger, makes new lines. Versions of convostat before 0.2.0 reject them as `bad_fact`.

"""#),
    Page(name: "GettingADump", text: #"""
# Getting a dump

How to save what the API of asapp or chatwoot answers, so that convostat can read it.

A dump is a file, or a directory of files, with the answers of the API. Any mixture is read: single records, pages, one file
or thousands, in any order, and the same record any number of times ([Inputs](Inputs.md#the-same-thing-twice)).

`samples/export` has a script for each of the two APIs. They need bash 4, `curl` 7.67 and `jq` 1.6. `--help` shows their options.
What both do:

- **Again, and then by name.** After 429 and 5xx they wait as long as the server says and ask again. Each answer must be whole:
  its status, its JSON, and the list that must be in it. An answer that stays bad becomes an error record in
  `errors-*.ndjson`, which names the request, and is in [the rejects](Rejects.md) as `api_error`.
- **The exit status** is 0 only if everything is there. With 69 something is missing: the last lines say what.
- **A file per conversation**, in one directory per night (`dump/2026-01-05`), moved there when it is complete. An export that
  broke off goes on when it is started again.
- **No end without proof.** An empty page is the end. A page that repeats, or too many pages, end with 69, unless the API
  says how many conversations there are and all of them were listed.
- **Slowly.** `--rate N` is the number of requests per second, `--jobs N` the number of requests at once.
- **Keys** come from the environment or from files (`CHATWOOT_TOKEN_FILE`). No command line has them.

If you write your own script, save answers as they are, error bodies too: do not use `curl --fail`. A failed request is then
in the rejects. With `--fail` it would be missing without a word.

## asapp

The API wants at least one search criterion when it lists conversations. Its reference names `externalId`, the id that
your own system gave the conversation. So the dump starts from a list of these ids, one on each line: those of the
conversations that moved since the last export.

```sh
export ASAPP_ID=... ASAPP_SECRET=...
samples/export/asapp.sh dump external-ids.txt
```

- **The id of the conversation.** A message of asapp does not say which conversation it belongs to. The script adds
  `conversationId` and `conversationExternalId` to each page of messages, and a page gives them to its messages. You can
  also add them to single messages. Or save each answer unchanged as `dump/ID.json` and run with
  `--conversation-from-filename`.
- **Cursors.** If an answer has a cursor to a next page, the script asks again with it until there is no cursor.
- **Unknown ids.** An id that the API does not know is missing too: status 69, and an error record with its
  `conversationExternalId`.
- **No status.** The API does not say when a conversation was resolved or reopened, so the columns of
  [its life](Life.md) are empty, and a closing "thanks" is unanswered. The feeds of the File Exporter have the end of an issue:
  read by `samples/maps/asapp-feeds.map`, also beside a dump of the API, `conversation_end_ts` resolves the conversation of
  that id. They do not tell of later openings; a message of the customer reopens. Where a thread never ends, `--sessions 24h`
  cuts it at gaps.
- **Error bodies** look like `{"error":{"requestId":...,"code":"429-01","message":...}}` and are rejected as `api_error`.
  This lists the ids that failed:

  ```sh
  jq -r 'select(.reason == "api_error") | .record | fromjson | .conversationExternalId // empty' out/rejects.ndjson
  ```

## chatwoot

```sh
export CHATWOOT_URL=https://app.chatwoot.com CHATWOOT_ACCOUNT=1 CHATWOOT_TOKEN=...
samples/export/chatwoot.sh dump                        # everything
samples/export/chatwoot.sh --since last dump           # what moved since the last complete export
```

- **Since when.** The API lists conversations by their last activity. `--since` ends the list there: `last`, a date, a time,
  or a span such as `26h`. A conversation that is in the directory already is fetched again only if the list shows a
  change: activity, status, labels, priority, assignee, team, inbox, custom attributes, the last message.
- **Pages.** `page=N` gives conversations, `before=ID` gives messages; ID is the lowest id of the previous page. The script
  asks with `status=all`: without it the API lists only open conversations. The list is read once more from the front
  at the end, because a conversation with new activity moves there.
- **Accounts.** Lists of messages print no account. convostat takes it from the conversations
  ([Inputs](Inputs.md#which-conversation)). If the dump has no conversations, give `--account`.
- **Whole seconds.** The API prints times in whole seconds, webhooks in milliseconds. Measure waits of a few seconds from
  webhooks.
- **Webhooks.** Let the receiver append each body as one line to a file in `dump/`, through `jq -c .` if a body may
  have newlines. Frames of the websocket are read too. Events that say nothing about messages or conversations are
  counted as `ignored`.
- **Duplicates.** A conversation has its last message, and the list of messages has the same message. It counts once, and
  the other copy counts in `duplicates`: that is normal.
- **Error bodies** are recognised by their shape ([Inputs](Inputs.md#records-by-shape)) and rejected as `api_error`.

"""#),
    Page(name: "Inputs", text: #"""
# Inputs

Which files are read, which records are in them, and how ids, times and attributes are read.

`INPUT` is a file, a directory, or `-` for standard input. You can give several.

## Files

- **Directories** are searched with their subdirectories for `*.ndjson`, `*.jsonl` and `*.json`, each also with `.gz`,
  `.zst`, `.xz` or `.bz2`, in upper or lower case. Names that begin with a dot are skipped. So are `run.json` and the
  files that a `run.json` in the same directory names: outputs are never taken for inputs. A file that you name is read
  whatever its name is.
- **The same file twice**, also by two names, is read once, with a warning.
- **Names** may have any bytes. Names that are not UTF-8 are shown with `\xNN`, and outputs give their bytes as
  `path_base64` beside `path`.
- **Links** are followed. A link in a directory that leads nowhere, or round in a circle, is skipped with a warning. So is
  everything in a directory that is not a file: a pipe, a socket. A pipe that you name is read.
- **Files that change.** A run reads what a file had when it was opened, and finishes a line that begins in that part. A
  file that becomes shorter during the run ends too early (status 66).
- **Compression** is recognised by the first bytes of a file, not by its name. convostat decompresses `gzip` itself and
  uses your `zstd`, `xz` and `bzip2` for the others. Standard input may be compressed too. A zstd file may have skippable
  frames, at its beginning (as `pzstd` writes it) and between its frames.
- **Order does not matter**: neither the order of inputs and lines nor the number of workers. There is one exception: the
  place of a record decides which of two conflicting records is later ([below](#the-same-thing-twice)).

## Forms of a file

A file is UTF-8 with one JSON value on each line. It may have a byte-order mark at the start, CRLF, blank lines (only JSON
white space) and a last line without a newline. Two other forms are recognised by the start of the file:

| form | recognised by | how it is read |
|---|---|---|
| pretty-printed | the first value ends on a later line | value by value; each value counts as a line |
| one array | the first byte is `[` (after white space) | element by element, without keeping the array; each element counts as a line |

In these two forms the number of a line is the number of the physical line on which the value begins. An array as a later
line of NDJSON is a page of records.

**Tolerated lines.** Some files are not strictly NDJSON and are read all the same. The physical lines with one of these
faults are counted in `tolerated`, and one warning names the first of them:

- Several values on one line, as `cat` makes them from files without a final newline. Each value counts as a line. If a
  value begins with a bracket or a quote, is broken, and ends on the line, only that value is rejected. If there is
  anything else on the line, the whole line is one reject.
- One comma after the last value of a line. In a pretty-printed file: a comma on the line where a value ends.
- One byte-order mark or one U+001E (as `jq --seq` prints it) at the start of a line. A line with nothing else is blank.

A line that is rejected as a whole counts in `tolerated` only if it begins with a mark.

**Recovery.** A broken value hides as little as possible of what follows. In a pretty-printed file and in an array, a
broken value ends at the nearest of these places. Reading goes on there, and the skipped text is one rejected line:

- the first line after the beginning of the value whose very first byte is `{` or `[` (a mark before it does not count);
- the end of the value, found by counting brackets and strings through the fault (`NaN`, a bad escape, an extra comma).
  A closing bracket closes the innermost open bracket of its kind and everything that is open inside it. A closing
  bracket that closes nothing is skipped, except a `]` that ends the array around the value. A value that begins with
  neither bracket nor quote ends before the next comma, `]` or line end;
- the end of the file.

Further rules for these two forms:

- If a comma between two elements of an array is missing, both elements are read. Text between an element and its comma is
  one reject. Each comma without an element before or after it (`[1,]`, `[,1]`) is one reject.
- An array that is still open at the end of the file (a download that was cut off) is one rejected line more, unless the
  last skipped text reaches that end.
- Reading goes on after the end of an array; another array is opened in the same way.
- If the first value of a file is broken, the place where it ends decides the form. If the first line is cut off, the next
  value decides it, and only that first line is lost.
- A value longer than `--max-line-bytes` ends in the same way. Its reason is `line_too_long`, however short the skipped
  text is.

`rejected_bytes` counts the bytes of rejected lines, values and skipped texts, without the white space around them and
without the mark and the final comma of a line. `--max-reject-share` weighs bytes too, so that a file that was mostly
skipped does not pass as one bad line.

## Files of another kind

A file that is no dump ends the run with status 66, alone or in a directory. A hint says what to do. With `--keep-going`
such files are left out, like other inputs that cannot be read. The beginning of the file, after decompression, decides its
kind. The word below is the `error` in `run.json` and the `kind` in the line of `--json`.

| word | kind | recognised by | what helps |
|---|---|---|---|
| `utf16`, `utf32` | UTF-16, UTF-32 | a byte-order mark, or two ASCII characters among zeros | `iconv -f UTF-16 -t UTF-8` |
| `latin1` | Latin-1 or another encoding with one byte per character | no line, element or value in the first 4 MiB is UTF-8 | `iconv -f ISO-8859-1 -t UTF-8` |
| `tar` | tar archive, also compressed | the checksum of the first header | `tar xf` |
| `zip`, `xlsx` | zip archive, Excel workbook | magic number | `unzip`; DuckDB's `read_xlsx` |
| `parquet`, `sqlite` | Parquet file, SQLite database | magic number | DuckDB's `COPY`; `sqlite3 -json` |
| `lz4`, `compress` | compressed by lz4, or by `compress` (`.Z`) | magic number | `lz4 -dc`, `gunzip -c` |
| `compressed_twice` | compressed data inside compressed data | magic number | `gunzip -c` |
| `html`, `xml` | a web page, or an answer in XML | the first tag | look at it, and fetch the dump again |
| `csv` | CSV, also with tabs, semicolons or bars | a line of column names, and the same number of cells in each of the next lines | DuckDB's `read_csv` |
| `misnamed` | named `.gz`, `.zst`, `.xz` or `.bz2`, but neither compressed nor JSON | the name | `file`; fetch it again |
| `binary` | other bytes that are no text | NULs, or many control characters | `file` |

- HTML, XML, CSV, binary and misnamed files are refused only if no line in the first 64 KiB begins with an object or an
  array. If a file begins with a whole HTML page, only the text after its `</html>` counts. So a log line, an error page
  or a gap of zeros, before good records or between them, loses only its own lines.
- One line of ASCII is UTF-8. So a file of which only some lines are Latin-1 is read, and these lines are rejected. A
  file is also read if most of its characters beyond ASCII are UTF-8: then it is damaged UTF-8.
- Other text, such as a log, is read: each line is a reject. An empty file is read, whatever its name is.

## Records by shape

A record is recognised by its keys. No option says what a file holds, and a file may have records of both
platforms. The first row of the table that matches decides. A key with the value null counts, except in rows that ask for
an object, an array or a text.

| record | recognised by | comes from |
|---|---|---|
| fact | `convostat_fact`, if there is no text `event` | `convostat facts` ([Facts](Facts.md)) |
| event | a text `event`; or an object `message` with a text `event` (a websocket frame) | chatwoot webhooks, websocket |
| wrapped | an object `headers`, and a `body` that is an object or a text with one | receivers of webhooks, such as n8n: the body is the record |
| ignored | a `type` that is `ping`, `welcome`, `confirm_subscription` or `disconnect` | chatwoot websocket |
| reporting event | `name`, `value` and `event_start_time`: [a resolution, a reopening or a hand-over](Life.md#status-observations) at `event_end_time`, by its `name`; others are `ignored` | chatwoot |
| ignored | `notification_type` | chatwoot notifications |
| survey response | `rating` and `csat_survey_response`; or `rating`, `feedback_message` and `conversation_id`: the rating of the conversation | chatwoot |
| message | `messageId` and an object `sender` | asapp |
| message | `message_type` and `created_at` | chatwoot |
| page | an array `items`: messages or conversations | asapp |
| page | an array `payload`, or `data.payload`: messages, conversations or inboxes | chatwoot |
| error body | an object `error` | asapp; rejected as `api_error` |
| conversation | an object `customer`, and `id` or `externalId` | asapp |
| inbox | `id`, `name` and `channel_type`, no `inbox_id` | chatwoot |
| conversation | `id`, `status`, and `inbox_id` or an object `meta` | chatwoot |
| error body | a text `error`, a list `errors`, or `description` with `errors`, without any key of a row above the first error body | chatwoot; rejected as `api_error` |

- **Events.** The fields of an event are under `data` if that is an object, else beside the event. They are read as
  chatwoot records, whatever keys they have: `message_created` and `message_updated` are messages;
  `conversation_created`, `_updated`, `_status_changed`, `_opened` and `_resolved` are conversations, and so are
  `automation_event` with anything after it and `macro_executed`. `conversation_bot_handoff` makes a row, tells account and
  inbox, and is a [hand-over](Life.md#hand-over); its status and attributes are not read. A dot may be in the place of the underscore after the first word, for
  automations after `event`. Every other event is `ignored`.
- **Texts that hold an object.** `content_attributes` and `additional_attributes` may be texts with an object in them, as rows
  of a database have them.
- **Rows of Chatwoot's database.** Numbers are read as words: a `status` of 0 to 3 is open, resolved, pending, snoozed, a
  `priority` of 0 to 3 is low, medium, high, urgent. `assignee_id` and `contact_id` are the agent and the customer,
  `cached_label_list` has the labels, `team_id` the team (the column then has the id). `id` is the conversation: the API calls it `display_id`, so do not mix rows and answers
  of the API in one dump.
- **Pages.** Every element is recognised by the whole table, so it may be a page again. Messages inherit the conversation
  and the account that their page names, from the inner page before the outer one: messages of asapp by the keys of asapp,
  messages of chatwoot by the keys of chatwoot ([below](#which-conversation)). The `meta` of a chatwoot page (for
  `data.payload`: `data.meta`) applies to its messages if they have no such value themselves.
- **Messages in a conversation** (`messages`) are read as a page of that conversation. If the conversation is rejected,
  they are not read. Messages in other places, as in the `conversation` of an event, are not read.
- Unknown keys are ignored. If a key is given twice, the last value counts.
- Every other value is rejected as `unknown_shape`. This table does not apply to inputs that a map reads
  ([Other platforms](OtherPlatforms.md)), except for facts.

## Which conversation

**asapp.** The first of these that a message has:

1. `conversationId`, `conversation.id`;
2. `conversationExternalId`, `conversation.externalId`, or `externalId` beside `messageId`;
3. the same keys on the page or conversation around it;
4. with `--conversation-from-filename`, the name of its file up to the first dot, as an id (standard input has none); with
   `--conversation-from-directory`, the name of the directory that has the file, as in `dump/01JC7/messages.json`. Of the two
   options the later one counts. A warning says if all files name one conversation, or files in different directories the
   same.

A message with none of them is rejected as `no_conversation`. A reference by id means the conversation with that `id`, else
the one with that `externalId`. A reference by external id means them the other way round. Only conversation records link the
two ids; with them, all references to a conversation meet in one row. If several conversations have the same external id, the
bytewise greatest id is meant (with ULIDs: the newest). Every message that was resolved like this, duplicates included,
counts in `ambiguous_references`.

**chatwoot.** `conversation_id`, else `conversation.id`, else `conversation.display_id`, else that of the page. The account
is `account_id`, else `account.id`, else `conversation.account_id`, else that of the page, else `--account`. A record
that still has no account gets the one that other messages and conversation records name for that conversation, if they
name exactly one. If several accounts have the conversation (they count their conversations apart, so two accounts in one dump
always meet), the inbox that the record names (`inbox_id`, else `inbox.id`, in a message also `conversation.inbox_id`, else that
of the page or conversation around it) decides, if it belongs to exactly one of them: a message, a conversation or an inbox record
names it together with that account. Otherwise the account is empty, and the messages of such a conversation
count in `ambiguous_accounts`, with a warning: read each account by itself with `--account`. Inbox records do not take `--account` ([below](#attributes)).
Platform, account and id together identify a conversation.

A message whose conversation has no record still makes a row; the attributes of the row are empty. A conversation record
without messages makes a row too. A conversation record without an id (asapp: neither `id` nor `externalId`) is rejected as
`no_conversation`.

**Ids and attributes** are texts, exact to the last digit, as they are written. The number 7 and the text "7" are the same id;
"007" is another. Texts and numbers count. The empty text, null, true, false, arrays and objects count as missing.

## Messages and times

| field | asapp | chatwoot |
|---|---|---|
| id | `messageId` | `id` |
| created: the platform's time | `createdTimestamp` | `created_at` |
| client: the sender's time, may be missing | `clientTimestamp` | `content_attributes.external_created_at`, else `content_attributes.email.date` |
| id of the sender | `sender.externalId` | `sender_id`, else `sender.id` |
| class | `sender.role`: `customer`, `agent`, `bot` or `system`, exactly | table below |

A message is rejected for the first of these that is true: it has no id (`no_message_id`), no conversation
(`no_conversation`), an unknown role or type (`unknown_role`), a time that cannot be read (`bad_timestamp`), or no time
at all (`no_timestamp`). An `updated_at` that cannot be read counts as missing. So does each of the two client
times of chatwoot: then the second one takes the place of the first.

**Class of a chatwoot message**: the first row that matches. Values are compared exactly; `message_type` may be the number,
the digit as a text, or the word.

| class | condition |
|---|---|
| failed | `status` is `failed` or 3, or `content_attributes.external_error` is not empty: the message never arrived. It counts in `messages` and `failed_messages` and in no other measure |
| note | `private` is true |
| system | `message_type` 2 (`activity`) or 3 (`template`) |
| system | `content_type` is `input_csat` (9) or `voice_call` (12): a survey or a call is no answer |
| system | `message_type` 0 with `content_attributes.email.auto_reply` or `content_attributes.is_reaction` true, or with a submitted rating ([below](#attributes)): it is no question and opens no wait |
| customer | `message_type` 0 (`incoming`) |
| system | `message_type` 1 (`outgoing`) with `content_attributes.automation_rule_id` or `additional_attributes.campaign_id` |
| bot | `message_type` 1, and `sender_type` (else `sender.type`) is `AgentBot`, `agent_bot`, `Captain::Assistant` or `captain_assistant` |
| bot | `message_type` 1, and the option `--bot-agent` names the sender's id (on both platforms) |
| as `--no-sender` says | `message_type` 1 without any sender: `sender_type`, `sender.type`, `sender_id`, `sender.id` and `sender.name` are all absent or empty, and neither `content_attributes.external_echo` nor `external_sender_name` says that a person sent it from the channel's own app (false and an empty text do not) |
| agent | `message_type` 1 otherwise |

**Messages without a sender.** Webhooks, websocket frames and rows of the database print the keys `sender`, `sender_type` or
`sender_id` also when they are empty. Chatwoot requires a user for messages of people, so such a message comes from an
integration (Dialogflow writes this way): its class is bot. The API's lists have none of these keys for an integration, nor
for an agent who left: there the class is agent, whose id is unknown. `--no-sender bot`, `agent` or `system` decides for
both. They count in `senderless`, and a warning gives the numbers unless the option decided.

A deleted message was a message and keeps its class.

**Times** are kept as whole milliseconds, rounded down. These forms are read:

- RFC 3339: the date, then `T`, `t` or a blank, then the time. Seconds may be missing. 0 to 9 digits may follow a dot or a
  comma. Then comes `Z` or `z` (without a blank), or `+hh:mm`, `+hhmm`, `+hh`, `UTC` or `GMT` (also after a blank), or
  nothing, which means UTC. Offsets go up to 23:59. Second 60 is second 0 of the next minute.
- The date of a mail header (RFC 5322): `Fri, 09 Jan 2026 09:00:00 +0000`. The weekday and the seconds may be missing; the
  zone is a number, `GMT`, `UTC` or `Z`.
- A number since 1970, also as a text: seconds below 10^11, milliseconds below 10^14, microseconds below 10^17, else
  nanoseconds. It is read as an exact decimal of at most 30 digits with an exponent of at most 30.

A time is missing if its key is absent, or if it is null, an empty text, or zero in any form. Everything else cannot be read:
a date alone, an impossible date, negative numbers, true and false, and moments outside the years 1970 to 2999.

If created is missing and client is not, created gets the client's time, the client time is then missing, and the message
counts in `created_missing` (duplicates included).

## The same thing twice

**Messages** of one conversation with the same id are one message. The run keeps the one with the latest `updated_at` (of
both platforms; missing counts as 0), then one from an event `message_updated` (webhooks of messages have no `updated_at`),
then one that did not fail (a message that is sent again keeps its id), then the latest created, then the latest client
(missing is the lowest), then the greatest class by name (before `--no-sender` and `--bot-agent`), then the greatest sender
id (shorter ids first, then bytewise; absent is the lowest). The others count in `duplicates`. The same message id in two
conversations is two messages.

**The most exact time wins.** Webhooks give milliseconds, lists whole seconds of the same moment. If the kept copy's created
is a whole second and other copies give times with a fraction within that second, the message takes the least of them. The
same holds for the client time, by itself. So a coarse copy never puts an answer before its question.

**Conversation records** of one conversation are merged attribute by attribute: of the records that say anything about an
attribute, the one with the highest rank wins. The rank is the time (`updated_at`; in chatwoot the latest of `updated_at`,
`last_activity_at` and `timestamp`), then the path of the input as it was given (bytewise), then the place in the file, then
the order of elements within the pages of a line. What messages and the `meta` of pages say ranks below every conversation and inbox record; among them
the time is `conversation.updated_at`, else the message's `updated_at`, else its created.

So the path decides between two records without a time. Give dumps paths with their date, such as
`dump/2026-01-05/`: then the record of the later night wins.

**What a record says about an attribute.** A value says it. A key on the attribute's path with null, an empty text or an
empty list removes it: an assignee, a team or a label was taken off, and the cell is empty. Everything else says nothing: an
absent key, true and false, an object in place of a text, and a null `meta` or `metadata` itself. One exception: if the
`meta` of a chatwoot conversation has an object `sender` and no key `assignee` (or `team`), the conversation has none,
because the API prints it that way. In messages and pages null says nothing. The id and the name of an agent are one
attribute.

**Records that disagree.** If two conversation records of a conversation have the same time, and the time is above 0, nothing but
path and place decides between them. If both say something about an attribute that the run reads, they say different things
(a value and its removal differ too), and no later record says anything about it, the conversation counts in
`conflicting_records`, with a warning. Records of a time that later ones have replaced count no more: they decide no cell.

## Attributes

| column | asapp conversation | chatwoot conversation | chatwoot message or page |
|---|---|---|---|
| `external_id` | `externalId` | | |
| `status` | | `status` | `conversation.status` |
| `queue` | `metadata.queue` | name of the inbox, else its id: `inbox_id`, `inbox.id` | `inbox_id`, `inbox.id`, `conversation.inbox_id` |
| `organizational_group` | `metadata.organizationalGroup` | | |
| `subdivision` | `metadata.subdivision` | | |
| `metadata.K` | `metadata.K` | `custom_attributes.K`, else `additional_attributes.K` | the same within `conversation` |
| `assigned_agent_id` | `agent.externalId` | `meta.assignee.id` | `conversation.meta.assignee.id`, the page's `meta.assignee.id` |
| `assigned_agent_name` | `agent.name` | `meta.assignee.name` | `conversation.meta.assignee.name`, the page's `meta.assignee.name` |
| `customer_id` | `customer.externalId` | `meta.sender.id` | `conversation.meta.sender.id`, the page's `meta.contact.id`, `meta.contact.payload[0].id` |

An assigned bot is no agent, because bots, assistants and users count their ids apart: `meta.assignee_type` is there and not
`User`, or `meta.assignee.type` is `agent_bot` or `captain_assistant`. It names nobody. In a conversation record it removes
the assigned agent, in a message or a page it says nothing.

With `--attributes`, `conversations.csv` also has these columns, and the tables by groups have `csat_count`, `csat_mean` and
`customers`; without it, they do not. `--by` and `--where` take the keys without this option.

| column | key | asapp | chatwoot conversation | chatwoot message |
|---|---|---|---|---|
| `labels` | `label` | texts and numbers in the arrays that `metadata` has, under any key | `labels` | the same within `conversation` |
| `team` | `team` | | `meta.team.name` | the same within `conversation` |
| `channel` | `channel` | | `meta.channel`, else `channel`, else the `channel_type` of the record of its inbox | the same within `conversation` |
| `priority` | `priority` | | `priority` | the same within `conversation` |
| `csat_rating` | `csat_rating` | | | `content_attributes.submitted_values.csat_survey_response.rating` |
| `csat_comment` | | | | `content_attributes.submitted_values.csat_survey_response.feedback_message` |
| `customer_name` | | `customer.name` | `meta.sender.name` | the same within `conversation`, the page's `meta.contact.name`, `meta.contact.payload[0].name` |
| `agent_ids`, `agent_names` | | the agents with an id who wrote | the same | |

Labels are a set: each label once, in bytewise order, separated by `;` in the cell. Like every attribute, all labels are
those of one record: the one with the highest rank that has any, or an empty list.

A survey response has the rating as `rating`, and the comment as `feedback_message`, or within `csat_survey_response`.
A rating counts in `csat_count` and `csat_mean` if it is a decimal number up to 100 000; its decimals after the fourth are
rounded.

`agent_ids` and `agent_names` list the agents in the order of their first messages, separated by `; `. An agent whose name
is unknown has the id in its place, so both lists have the same length; agents without an id are in neither.

`customers` counts the different `customer_id` of the conversations that the row counts in `conversations`. The same id on
another platform or in another account is another customer. The number is exact, and does not depend on workers, memory or
parts.

**Names of inboxes.** If any message, page, conversation or inbox record has the id of an inbox (`inbox_id`, else
`inbox.id`) together with a name (`inbox.name`, else `meta.inbox.name`), this names the inbox for every conversation of its
account. An inbox record without an account names the inbox in every account that has no name for it. Of two names the one
with the highest rank wins. An inbox record without id or name is accepted and names nothing.

**Names of agents** are read beside their ids in the same way: `agent` of asapp; of chatwoot `meta.assignee` of
conversations, messages and pages, and `sender` of messages by agents. They fill `agent_name` in `by_agent.csv`, and
`assigned_agent_name` if the attribute itself is empty.

"""#),
    Page(name: "Life", text: #"""
# The life of a conversation

When a conversation was resolved, reopened or handed over, where the dump says so, and what that does to waits.

Support teams resolve conversations, customers write again, bots hand over to people. Chatwoot's dumps tell of it in events,
activity messages, reporting events and the status of records. ASAPP's API has no status, so the columns of this page are
empty for it, except [with its feeds](GettingADump.md#asapp). Other platforms tell by
[the statuses of their map](OtherPlatforms.md#statuses).

## Status observations

A **status observation** is what one record tells: the conversation, the moment, the status, and whether it is exact.

| record (`observations_*` in `run.json`) | status | moment | exact |
|---|---|---|---|
| event `conversation_resolved`, `conversation_opened` (`event`) | resolved, open: the name decides | `updated_at`, else `timestamp` | yes |
| event `conversation_status_changed`, and `conversation_updated` if its `changed_attributes` name `status` (`event`) | `changed_attributes.status.current_value`, else `status` | the same | yes |
| reporting event `conversation_resolved`, `conversation_bot_resolved`, `conversation_opened` (`reporting`) | resolved, resolved, open | `event_end_time` | yes |
| activity message whose text says so (`activity`) | by the text, below | its created | yes |
| an element of a map's [`statuses`](OtherPlatforms.md#statuses) (`map`) | by the map | its `moment` | yes, unless the map says `"exact": false`: then as a record |
| every other conversation record of chatwoot (`record`) | `status` | the latest of `updated_at`, `last_activity_at` and `timestamp` | no: it had this status when it was read |

An event or a record without any of its times stands after everything and has no moment. The status in the `conversation` of a
message event is an attribute and no observation. The counts include hand-overs and copies of a record.

**Activity texts.** An activity message is a chatwoot message of type 2 that neither failed nor is private. A pattern matches
its whole text, without white space around it; upper and lower case differ, and `*` matches anything. Chatwoot's English
texts are built in:

| status | text |
|---|---|
| resolved | `Conversation was marked resolved by*`, `Conversation was resolved by*` |
| open | `Conversation was reopened by*`, `Conversation was marked open*`, `System reopened the conversation*` |
| pending | `Conversation was marked as pending by*` |
| snoozed | `Conversation was snoozed by*` |

`--activities FILE` replaces them, for other languages: JSON such as
`{"resolved": ["Das Gespräch wurde von * gelöst"]}`. `samples/activities` has the texts of German, Spanish, French and
Brazilian Portuguese. `activity_unmatched` counts the activity messages whose text tells no status, and
`convostat check` lists the most frequent of these texts.

**Reporting events** name their conversation by the id of Chatwoot's database. Such an event belongs to the row of the database
with that `id` (beside a `display_id`). Without such a row it belongs to the conversation with that number in its account,
else in no account, if the event's inbox is one of the conversation's and, except for `conversation_opened`, a `created_at` of
its records is `event_start_time` to the second. What one side does not say is not compared. Exactly one must fit;
otherwise the event counts in `unmatched_events` and nowhere else.

## Order and state

**Order of observations.** Messages are in [their order](Definitions.md#messages-in-order). The observation of an activity
message comes directly after it. Every other one comes after all messages whose created is not later than its moment, or
than .999 of its second if the milliseconds are 0, since lists round down. At one place: hand-overs, then statuses other
than resolved, then resolved; exact before inexact. With `--order client`, an observation comes before the first message
whose created is later.

**State.** A conversation begins open. The status resolved makes it resolved; another status, or a message of the customer, makes
it open again. An observation of the present state changes nothing, except that an exact resolution after an inexact one gives
it its moment. The moment of a change is never before what precedes it.

**Repetition.** Webhooks, activities and reporting events tell of one change seconds apart. An exact observation changes nothing
if another kind of record has told of the same status at most 60 seconds before or after, and no observation of its own kind and
status came between. An observation that is itself a repetition does not count for this. Equal observations count
once.

## Resolutions

- `resolutions` counts changes to resolved, `reopens` changes back. `resolved` is 1 if the conversation is resolved at the end.
- `resolved_at` is the moment of the last resolution of a conversation that is resolved at the end.
- `first_resolution_s` and `resolution_s` run from the start of the conversation to its first and last *exact* resolution, by the
  created clock, whether or not it was reopened later. The start is the first message of a participant, or the
  [creation](Definitions.md#first-response-from-the-creation) with `--first-response-from conversation`. Resolutions before
  the start are left out.
- A resolution that only the status of a record tells of counts and has a `resolved_at`, but no duration: nobody knows when
  it happened. `resolved_inexact` in `run.json` counts these. To measure durations, keep webhooks, reporting events or
  message lists with activities.
- The cells are empty if the dump tells no status of the conversation, and in tables by groups if that is so for all
  conversations of the row.

In tables by time, a resolution and a reopening count at their own moments, `resolved` and the two durations at the moment
that ends them. In `by_agent.csv` all of them are in the row `(none)`; the row of an agent who wrote in a conversation with
a known status has zeros.

## Waits that end without an answer

A resolution ends the open [wait](Definitions.md#waits-and-responses). If a bot had answered, the wait counts in
`waits_ended_by_bot`, else in `waits_ended_by_resolve`: mostly a closing "thanks", to which nobody owes an answer. Such waits
are neither answered nor missed in [service levels](ServiceLevels.md). `--resolve-ends-wait no` leaves them open.

In every row of every table:

    waits = responses + waits_ended_by_bot + waits_ended_by_resolve + unanswered

## Hand-over

A **hand-over** is an event or reporting event `conversation_bot_handoff`; without a moment it is ignored. It opens a wait if none
is open. It takes the bot's answer back if there was one, so the customer waits on; from then on bot messages in this wait
answer nothing. A wait that a hand-over opened has no opening message and no client time.

`handover_s` belongs to the first response before which, since the agent message before it, there was a bot message or a
hand-over. It runs from the last of these, or from the beginning of the wait if that is later, to the response.

## Sessions

Some platforms keep one thread per customer for years, and ASAPP tells no status. `--sessions` cuts such conversations into
**sessions**. Each is measured, counted and written as a conversation of its own, in every table, filter and option;
`session`, from 1, numbers them in `conversations.csv` and `responses.csv`.

- `--sessions 24h` cuts at silence: a message begins the next session if it comes more than 24 hours after the message of a
  participant before it, and if it is a customer's or no wait is open. So an answer belongs to its question, however late it is.
- `--sessions resolved` cuts at resolutions: the next message of a participant after a resolution begins the next session. A
  resolution before the first message of a participant cuts nothing.

A session begins open, and its first customer message opens its own wait, so a wait never reaches into the next session: it is
unanswered in its own one. Messages of other classes, and status observations, belong to the session of the participants'
message before them. With `resolved`, the observations from the first one after the resolution that is not `resolved` belong
to the next session, if there is one. Repetitions are recognised before the cut.

All sessions have the attributes of their conversation, such as its `status`. Two things belong to one session only: the
rating and its comment to the last one, so that `csat_count` counts a rating once, and the creation of the conversation
(`--first-response-from conversation`) to the first one.

## The world as it was

`--as-of T` shows the world as it was at T: last month's backlog is one run over today's dump. ([Backlog](Backlog.md) shows all moments in one table.) Messages and observations later
than T are ignored; `later_messages` in `run.json` counts the messages. A conversation of which something was ignored
has no row if no message, observation or record created by T is left. Records of a conversation that was created after T say
nothing. Attributes stay as they are, so `status` may say resolved beside `resolved` 0. Without `--as-of` everything counts, and
open waits are aged at the latest message.

## Example

Times are seconds on the created clock, the texts those of a list of messages and one webhook.

| at | what | effect |
|---|---|---|
| 0 | customer | a wait begins |
| 60 | agent | response of 60 |
| 90 | customer: "thanks" | a wait begins |
| 100 | activity "Conversation was marked resolved by Kim" | resolved; the wait ends without an answer |
| 100.4 | webhook `conversation_resolved` | the same change again |
| 950 000 | customer | reopened; a wait begins |
| 950 060 | agent | response of 60 |

`waits` 3, `responses` 2, `waits_ended_by_resolve` 1, `unanswered` 0, `resolutions` 1, `reopens` 1, `resolved` 0,
`first_resolution_s` 100.000, `resolution_s` 100.000.

"""#),
    Page(name: "Limits", text: #"""
# Limits

Sizes, strictness, memory, threads and temporary files.

- A line, or an element of a file that is one array, is at most 64 MiB (`--max-line-bytes`). A longer one is skipped in
  constant memory and rejected as `line_too_long`.
- JSON nested deeper than 512 is rejected as `too_deep`, pages within more than seven pages as `unknown_shape`.
- JSON must be strictly valid (RFC 8259). Where the RFC leaves a choice: escapes of lone surrogates become U+FFFD, of a
  key given twice the last value counts, keys compare unescaped, a number is text of any length until a time is read from it,
  and any value may be alone on a line (and is then no record).
- A run has 1 to 1024 workers (`--jobs`). Results never depend on their number.
- Days are days in UTC, or in `--timezone`.
- `seconds`, `convostat_run_seconds` and `--wait` are measured by a clock that is never set; `start` and `end` are moments of
  the wall clock.

## Memory

The default of `--memory` is half of what the process may use: of the machine, of its control group, and of what `ulimit
-v` and `ulimit -d` leave. Less than 16 MiB counts as 16 MiB. Results never depend on it.

- Facts of messages (32 bytes each) and of conversations are kept in memory up to half of `--memory`. Beyond that they go to
  a file in `--tmp`, and the rows of `conversations.csv` to another until they are sorted: together a quarter of the size of
  the dump (a sixth and a tenth for asapp messages with a line each). The files have no names: they are gone however the
  run ends.
- Rejects that wait for those of earlier inputs take at most a sixteenth of `--memory`; the rest goes to a file in `--tmp`.
- A long line is in memory once, with the worker that reads it, and its memory is freed after it. A long element of an array or
  of a pretty-printed file is in memory twice. If the long lines that are read at the same time take more than `--memory`, the
  run ends with status 74.
- Some things must be in memory: the groups of all tables (about 1 kB each and table), the queues of the report, the latencies
  behind the percentiles (a byte or two each), the ids of agents, the names of agents and inboxes, and all messages of a
  conversation (about 256 bytes each, while it is measured). A part ([Many machines](ManyMachines.md#parts)) is made in
  memory as a whole. They are counted as they come. If they need more than `--memory` leaves for them, the run ends with
  status 74 before the system ends it, replaces nothing, and says what needs how much and which option helps: `--memory`,
  `--max-line-bytes`, `--max-groups`, `--where`, `--shard`.
- If memory runs out all the same, the run says `memory ran out` and ends with 74. It removes its temporary files. If it was
  just giving outputs their names, the next run undoes that.
- If the system has no thread to give (`ulimit -u`, a limit of processes), a run goes on with the threads that it has, at least
  with one. Then a compressed input that comes through a pipe is refused, except gzip.

"""#),
    Page(name: "ManyMachines", text: #"""
# Many machines

The same tables, byte for byte, from jobs that run on several machines.

One machine is enough for a long time: it reads a dump as fast as its disk or network delivers it
([when that ends](../../../Tests/Benchmarks/cost.md)). Beyond that, or if the dumps are on a cluster anyway, many machines
make the same tables: [facts](Facts.md) are made from parts of the dumps, conversations are dealt out in shares, and the parts
are merged.

```sh
spark-submit samples/spark/convostat_spark.py hdfs:///dumps/support --out hdfs:///tables/support \
  --convostat ./convostat --by queue,day
```

The job of `samples/spark` reads dumps from any path that Spark can read, ships the binary, and writes the tables, the rows of
conversations in partitions, the rejects and their counts. A task that is killed, or that runs twice, counts once. A binary
that fails ends the job with its status.

Without Spark, over files or over shares of the conversations:

```sh
samples/parallel/by-files.sh dump tables --by queue,day       # GNU parallel, also over ssh
samples/parallel/by-shards.sh dump tables 8 --by queue,day
kubectl apply -f samples/kubernetes/shares.yaml               # an Indexed Job, then merge.yaml
```

## Shares

With `--shard I/N` the tables are about one share of the conversations: those for which FNV-1a (64 bits) of `source`,
`account_id` and `conversation_id`, with a zero byte between them, has the remainder I when divided by N. It is the same on
every machine. The run reads everything all the same: a message that names its conversation by an external id is counted where
that conversation is, an account is found by records that belong to other shares, and waits are aged at the latest message of
everything. N shares hold each conversation once, and the rows of `conversations.csv` are those of the whole.

## Parts

`summarize INPUT... --partial FILE` writes no tables, but what `merge` needs to make them together with other parts.
`convostat merge FILE... --out DIR` gives the tables of one run over everything, byte for byte.

```sh
for i in 0 1 2 3; do convostat summarize dump --partial part-$i.ndjson.zst --shard $i/4 --by queue,day; done
convostat merge part-*.ndjson.zst --out tables
```

- A part is made of the facts of its conversations, so nothing in a merge is an estimate: medians and percentiles are those of
  all values. Before the facts it has the version of convostat, the options that make tables, the shares, the moment of the latest
  message of everything that was read, and the hashes of its conversations.
- `merge` takes the options from the parts. It refuses with 65 what is no part, a part that was made with other options than
  the first one or by another version, and two parts with a conversation in common.
- A part may come from another machine, so `merge` checks its values. It refuses with 65 a malformed share, a latest message
  of a year that is not allowed, and an option that does not make tables. A part that was made with `--csv-text raw` needs
  `merge --csv-text raw`. The facts in a part are believed, as those of a dump are.
- `--map` is given where dumps are read, for parts, facts and the job of `samples/spark`. Facts name their platform, so `merge` needs no
  map ([Other platforms](OtherPlatforms.md#several-platforms-in-one-run)).
- The order of parts makes no difference, nor which are merged first: `merge FILE... --partial FILE` makes one part of several,
  with the same bytes as the part of everything. A part of no input changes nothing.
- A part has no tables. `--xlsx`, `--report`, `--dialect` and `--split-rows` say how tables are written, so `merge` takes them and
  `--partial` refuses them; it also refuses `--max-drop` and `--force`. `--dry-run` names the part and writes nothing.
- Shares without the others are refused: any record may decide what a reference means, and a part that a machine
  lost would not be noticed. Parts of different inputs may be merged as long as no conversation is in two of them.
- Rejects go to `FILE.rejects`, or where `--rejects` says. A name that ends with `.gz` or `.zst` is compressed. A part is made in
  memory: one that does not fit into `--memory` ends the run ([Limits](Limits.md)).

"""#),
    Page(name: "OtherPlatforms", text: #"""
# Other platforms

A map lets convostat read the dump of any platform: it says where the records keep what a run needs.

`--map FILE` reads every record by the map in FILE and by nothing else. The map is JSON and names places by
JSON pointers (RFC 6901). Forms of files, limits and the check of JSON stay the same. The column `source` has the name
that the map gives the platform.

```sh
convostat check samples/maps/zendesk.dump --map samples/maps/zendesk.map
convostat summarize samples/maps/zendesk.dump --map samples/maps/zendesk.map --out out
convostat summarize dumps --map zendesk.map=zendesk/ --map front.map='front-*.ndjson' --out out
```

## Several platforms in one run

`--map FILE=GLOB` reads only the inputs whose path matches GLOB, and may be given several times. All other inputs are read as
usual, or by the map that is given without a pattern, so dumps of several platforms give one set of tables.

- **GLOB** describes the end of a path, from a `/` on: `front-*.ndjson` is a name in any directory, `zendesk/*` a file in a
  directory of that name, `zendesk/` everything below it, and `-` standard input. A pattern that begins with `/` describes the
  whole path. A star is any text without `/`, two stars are any text, `?` is one character except `/`. Quote patterns, so that the shell
  leaves them alone. The first `=` after the name of an existing file ends FILE.
- An input that matches the patterns of two maps ends the run with status 64. A pattern that no input matches is a warning.
- **Facts** in an input are read as facts, whatever map it has. They name their source, so facts, parts and ledgers of any
  platform are [read without its map](Facts.md); `facts`, `--ledger`, `--partial` and the job for Spark take `--map` when
  they read dumps. Conversations of two maps with the same `source` are one if account and id are the same, in one run or in
  facts of different nights.
- **A map of asapp or chatwoot**: if `source` is one of these, its conversations and agents are those of that platform. They
  meet the records of the API by the same id, and in chatwoot the same account; conversations of asapp also by the
  `external_id` of an element of `conversations`. `samples/maps/asapp-feeds.map` reads asapp's own feeds like that. Messages
  meet by their ids, so give the messages of a conversation from one of both only, if the ids differ.

## The maps in the samples

`check` shows what each pointer finds:

```console
$ convostat check samples/maps/zendesk.dump --map samples/maps/zendesk.map
read      7 lines (13.2 kB) in 1 input
kept      15 messages in 4 conversations
...
map       conversations[0].each /ticket: found in 4 of 7
          conversations[0].conversation /id: found in 4 of 4
          conversations[0].updated /updated_at: found in 4 of 4
          conversations[0].attributes.external_id /external_id: found in 1 of 4
...
rejected  1 line: unknown_shape 1
took      ...
```

| in `samples/maps` | reads | from these APIs |
|---|---|---|
| `zendesk.map` | a ticket with its comments on one line: `jq -c -s add` of both answers. The author's role decides the class of public comments; comments of triggers and merges are system messages, other comments are notes. An author who is not among the users is the customer if he is the requester, else an agent. Audits tell the changes of the status, on the same line or on lines of their own | Show Ticket (`include=users,groups`), List Comments (`include=users`), List Audits for a Ticket (1) |
| `intercom.map` | conversations with their parts, or lists of them. The first message is in `source`; notes are notes, other parts without a body are system messages; a reply that comes with an assignment is a reply. Parts of the types close, open, snoozed and their like are changes of the status | Retrieve a conversation, List conversations (2) |
| `amazon-connect.map` | transcripts of contacts; contacts with one initial contact are one conversation | the S3 bucket of the instance (4) |
| `freshdesk.map` | tickets with their conversations; the description is the first message. Status, priority and source are Freshdesk's numbers | View a Ticket (`include=conversations`) (5) |
| `front.map` | lists of conversations and of their messages; drafts are system messages, and what has no author is a bot's | List conversations, List conversation messages (6) |
| `helpscout.map` | conversations with their threads, or lists of them; drafts and line items are system messages | List conversations, Get conversation (`embed=threads`) (7) |
| `livechat.map` | chats; a conversation is a thread of a chat. Events that only agents see are notes | List archives (8) |
| `rocketchat.map` | rooms and their messages; visitors have a token, system messages a type; that of a closed room resolves it | `livechat/rooms`, `livechat/messages.history` (9) |
| `asapp-feeds.map` | asapp's feeds `utterances`, `convos_metadata`, `issue_queues` and `rep_convos`, one record a line; `sequence_id` is the id of a message, and the last queue and the last rep of an issue count. `conversation_end_ts` resolves the issue | File Exporter, S3 (11) |
| `zammad.map` | lists of tickets and of articles; internal articles are notes. The history tells the changes of the state | `/api/v1/tickets?expand=true`, `/api/v1/ticket_articles/by_ticket/ID?expand=true`, `/api/v1/ticket_history/ID` (10) |
| `twilio.map` | conversations and messages, lists and single ones. A sender with a number or a channel address is a customer; change the table of roles if yours differ | Conversations: Conversation, Conversation Message (3) |

Beside each map is a small invented `.dump` in the form of that API, and `out` has the tables that it gives. Queues and
agents are ids if the answers have no names.

## A map

A map is one object:

| key | meaning |
|---|---|
| `source` | the name of the platform, a word; required. `asapp` or `chatwoot` if the conversations are to meet those of that platform |
| `messages` | a list of at least one object: where messages are, and where a message has its fields; required |
| `conversations` | the same for records of conversations; optional |
| `statuses` | the same for changes of a conversation's status, [below](#statuses); optional |
| `about` | anything, for the reader of the map |

The objects of `messages` and `conversations` have these keys. The last five are for messages only, except `created`, which
both have:

| key | meaning |
|---|---|
| `each` | where the elements are in a record: `/comments/*` is every element of the list `comments`, `/all/*/parts/*` every element of the list `parts` in each element of `all`, `/source` the object `source`, and `""`, the default, the record itself |
| `if` | a place; an element that has nothing there is skipped. `{"at": "/field", "values": ["state", "status"]}` skips every element that does not have one of these words there |
| `conversation` | the id of the conversation; required |
| `account`, `updated` | the account (column `account_id`; else that of `--account`), and the time of the last change, which ranks records ([Inputs](Inputs.md#the-same-thing-twice)) |
| `attributes`, `metadata` | objects. The keys of `attributes` are names of columns: `external_id`, `status`, `queue`, `organizational_group`, `subdivision`, `assigned_agent_id`, `assigned_agent_name`, `customer_id`, `labels` (a list of texts, or `/tags/*/name` for a list of objects), `team`, `channel`, `priority`, `csat_rating`, `csat_comment`, `customer_name`; the keys of `metadata` are the K of `metadata.K`. The values are places. Attributes from conversations win over those from messages |
| `message` | the id of the message; required |
| `role` | the rules for its class, see below; required |
| `created` | its time; required for messages. For conversations: when they were created, for `--first-response-from conversation` ([Definitions](Definitions.md#first-response-from-the-creation)) |
| `client` | the sender's own time |
| `sender`, `sender_name` | for messages by agents: id and name of the agent |

**A place** is a pointer, such as `/author/id`. It begins at the element. Each `^` in front begins one element further out: in
the elements of `/all/*/parts/*` the pointer `/id` is in the part, `^/id` in the element of `all`, `^^/id` in the record; in
`/source`, `^/id` is in the record. Numbers are indices of lists: `/contacts/0/id`. Null counts as missing. Four
other forms of a place:

- a list of places: the first that has something;
- `{"at": "/id", "prefix": "s-"}`: the value with a text in front, for two kinds of messages that each count their ids
  from 1;
- `{"at": "/_links/related/conversation", "after": "/conversations/"}`: what follows a text in the value, up to the next `/`, `?`
  or `#`, as for an id in a link; nothing if the text is not in it;
- `{"at": "/author_id", "in": "^/users", "key": "/id", "take": "/role"}`: the element of the list `in` whose `key` has the
  value at `at`, and from that element the value at `take`. If `in` is an object, it is taken as a list of one: so a rule can
  ask whether two values are equal.

**A rule for the class** is
`{"at": "/type", "values": {"user": "customer", "admin": "agent", "comment": null}, "else": "system"}`: the value at `at` as
a word (`true`, `false`, numbers as written), and for each word one of `customer`, `agent`, `bot`, `system`, `note` and
`failed` ([Inputs](Inputs.md#messages-and-times)), or null, which leaves the message to the next rule. A word that ends with
`*` means all words that begin like this; the longest one wins, and an exact word wins over all of these. A value that is
not in the table gets the class of `else`; without `else` the next rule decides. `role` is one rule or a list of rules. If
no rule decides, the message is rejected as `unknown_role`.

## Statuses

An object of `statuses` says which elements tell a [status](Life.md#status-observations) of their conversation, and when. Messages
may be such elements too: they stay messages.

```json
{
  "each": "/audits/*/events/*",
  "if": {"at": "/field_name", "values": ["status"]},
  "conversation": "^/ticket_id",
  "moment": "^/created_at",
  "status": {"at": "/value", "values": {"new": "open", "open": "open", "solved": "resolved", "closed": "resolved"}}
}
```

| key | meaning |
|---|---|
| `each`, `if`, `conversation`, `account` | as above |
| `moment` | the time of the change; required. If the element has none, it is rejected as `no_timestamp` |
| `status` | one of `open`, `pending`, `snoozed` and `resolved`, which all these elements tell; or a rule that leads to one of them, or a list of rules; required. An element for which no rule decides tells nothing and is no reject |
| `exact` | `false` if the element does not tell of the change, but shows the status that the conversation had at `moment`, as a ticket does with the time of its last change. Such a status counts as that of a record: it resolves a conversation, but without a duration. Without a time it stands after everything. The default is `true` |
| `whole_seconds` | `true` cuts the moment to its second, so that the change comes after all messages of that second: for platforms that save a reply some milliseconds after the status that it sets. The default is `false` |

The attribute `status` of `conversations` is a column in the platform's own words and tells nothing here. A conversation of
which only a status is known has a row. `run.json` counts exact ones in `observations_map`, the others in `observations_record`.

Ids, attributes and times are read as those of other records ([Inputs](Inputs.md#messages-and-times)). A record must have at
least one `each`; otherwise it is rejected as `unknown_shape`. Elements count like elements of pages and are
rejected alone. For the first rejected element of a record, the whole record is in `rejects.ndjson`, for the others only the
element: if you mend them in the whole record and read it again, what was kept before is the same message and counts once.

`check` reports how often each pointer was followed and found a value. For a pointer that never found one, it shows the
nearest keys that are there; `--json` has this as `map`. `summarize` warns of values that no record has at all. A mistake in a map ends the run with status 64 and is named with
its key. `--conversation-from-filename` and `--conversation-from-directory` have no effect on inputs that a map reads.

1. Zendesk, "Ticket Comments", "Ticket Audits" and "Side-Loading", developer.zendesk.com/api-reference/ticketing
2. Intercom, "Conversations", developers.intercom.com/docs/references/rest-api
3. Twilio, "Conversation Message Resource", twilio.com/docs/conversations/api
4. Amazon Connect, "Chat transcripts", docs.aws.amazon.com/connect/latest/adminguide/chat-transcripts.html
5. Freshdesk, "View a Ticket", developers.freshdesk.com/api
6. Front, "Conversations" and "Messages", dev.frontapp.com/reference
7. Help Scout, "Conversations" and "Threads", developer.helpscout.com/mailbox-api
8. LiveChat, "List archives", platform.text.com/docs/messaging/agent-chat-api
9. Rocket.Chat, "Omnichannel endpoints", developer.rocket.chat/apidocs
10. Zammad, "Ticket" and "Ticket Articles" (the history has no page), docs.zammad.org/en/latest/api
11. ASAPP, "File Exporter" and "S3 feeds", docs.asapp.com/reporting

"""#),
    Page(name: "OtherTools", text: #"""
# How other tools define it

A figure of the same name on the page of a platform may be another figure: what their documents say, and what convostat measures.

| measure | theirs | here | option |
|---|---|---|---|
| ASAPP, `convos_metrics` of its data feeds: `total_seconds_to_first_rep_response`, `total_rep_seconds_to_respond` | seconds per issue, as sums beside the counts `first_rep_response_count` and `rep_response_count`; a mean is sum divided by count, and there is no median. `time_in_queue` and the time of assignment are its own, and no dump of messages has them. Names as the feed has them (8); ask ASAPP between which two moments its seconds lie before you compare | one latency per response, from the first customer message of a wait; medians and percentiles too, by both clocks | compare means only: `first_response_created_mean_s`, `response_created_mean_s` |
| Zendesk, first reply time | from the ticket's creation to the first public comment of an agent; if an agent began the ticket with a public comment, to the second one; replies of bots and automations never count (1, 2) | from the first customer message of the earliest wait that an agent ended; an agent who begins answers nothing; a bot does not end a wait, but a customer message after it begins a new one | `--first-response-from conversation` measures [from the creation](Definitions.md#first-response-from-the-creation); `--bots ignore` leaves bots out completely. If the customer never wrote before the second comment, there is no response here |
| Chatwoot, `first_response` | to the first public message of a user that no automation sent, from the conversation's `created_at` (3); in later versions from the latest hand-over by a bot or reopening, if there was one (3) | as above; a message that an automation sent is a system message | `--first-response-from conversation`; there is no option for the hand-over. For a conversation that an agent began, theirs ends at that message, ours at the first that answers a customer |
| Chatwoot, `reply_time` | from `waiting_since`, the first customer message that nobody has answered, to the user's message; credited to the assignee; a resolution clears `waiting_since` (3, 4) | a response, by created: the same two messages if no bot wrote; credited to the sender; a [resolution](Life.md#waits-that-end-without-an-answer) ends the wait, where the dump tells of it | the default, `--wait-from first` |
| Intercom, `time_to_admin_reply` | until the first reply of an admin, minus the time outside of office hours (5); the page does not say from which moment | as above, in calendar time, with [business time](ServiceLevels.md#business-time) beside it | `--hours` |
| Intercom, `median_time_to_reply` | the median, in a conversation, of replies of admins after a reply of the contact, minus the time outside of office hours (5); its reports leave office hours out on request (6) | `response_created_median_s` of a conversation, in calendar time, with the first response among its values; `response_created_median_hours_s` in business time | `--hours` |

A median of a group is taken over all single values here. In `by_day.csv` a first response counts on the day on which its
conversation began, as in Intercom's reports (7); other responses count on the day on which they were given.

1. Zendesk, "Calculating first reply time", support.zendesk.com/hc/en-us/articles/4408821871642
2. Zendesk, native ticket duration metrics, support.zendesk.com/hc/en-us/articles/4408834848154
3. Chatwoot's source, `app/listeners/reporting_event_listener.rb` and, for later versions, `last_non_human_activity` in
   `app/helpers/reporting_event_helper.rb`
4. Chatwoot's source, `update_waiting_since` in `app/models/message.rb`
5. Intercom, "Conversation statistics", developers.intercom.com/docs/references/2.15/rest-api
6. Intercom, "How to use office hours in reporting", intercom.com/help/en/articles/8425113
7. Intercom, "Responsiveness report", intercom.com/help/en/articles/3653556
8. ASAPP, "ASAPP Messaging feed schemas", docs.asapp.com/reporting/asapp-messaging-feeds

"""#),
    Page(name: "Plotting", text: #"""
# Plotting and querying

A row for each figure, for programs that plot; and the tables in a database, with their types.

`--tidy` writes two more files:

| file | what is in it |
|---|---|
| `measures.csv` | a row for each figure of the tables by groups |
| `load.sql` | a script that loads all tables into DuckDB |

## A row for each figure

The tables by groups are wide, as people read them. Programs that plot (ggplot2, seaborn, plotly, Vega-Lite, Tableau) take a
figure from a row, and its colour, facet and axis from other cells of that row:

```console
$ convostat summarize samples --out out --tidy --quiet
$ head -n 3 out/measures.csv
table,keys,measure,clock,statistic,value,n
by_queue,"{""source"": ""asapp"", ""account_id"": """", ""queue"": ""(none)""}",conversations,,count,1,1
by_queue,"{""source"": ""asapp"", ""account_id"": """", ""queue"": ""(none)""}",first_response,created,count,1,1
```

| column | meaning |
|---|---|
| `table` | the table without `.csv`: `by_queue`, `by_agent`, `by_day`, those of `--by`, `roles`, `summary`, `backlog` |
| `keys` | the row: its key columns and their cells, as an object of JSON; with the name of an agent. `{}` for `summary` |
| `measure` | the thing that is measured or counted: `first_response`, `waiting`, `conversations`. In business time it ends in `_hours`, or in `_in_hours` for the waits that opened within hours |
| `clock` | `created` or `client`, for latencies by [two clocks](Definitions.md#two-clocks); else empty |
| `statistic` | `count`, `mean`, `median`, `p90`, `p95`, `p99`, `max`; or a part: `within_5m`, `pending_5m`, `over_5m`, `outside`, `negative`, `share`, `per_turn`, `per_conversation` |
| `value` | the figure as the table has it: means, medians, percentiles and maxima of latencies in seconds; empty if there is nothing to measure |
| `n` | the number of values behind it: of a median, the values it is the median of; of a share, its denominator; of a count, the count itself; 0 if `value` is empty |

- **Every figure has a row**, also if it is empty. So all rows of a table have the same figures, and a line that is drawn over days
  has a gap at a day without values, not a bridge.
- **Every day has rows.** `by_day.csv` has a row for each day on which something was. In `measures.csv`, a day between two such
  days has rows too, with counts of 0. If the two days are more than 365 days apart, the days between them have none: a clock
  that was reset to 1970 would make twenty thousand of them.
- `conversations.csv`, `responses.csv` and `distribution.csv` have a row for each thing already, and are not in it.
- `--columns` keeps the figures of these columns. The workbook does not have the table, since its sheets have the figures.

With pandas, each key becomes a column of its own:

```python
import json, pandas
measures = pandas.read_csv(
    "out/measures.csv", keep_default_na=False, na_values={"value": [""]}, dtype={"value": "float64", "n": "int64"})
keys = pandas.DataFrame(measures.pop("keys").map(json.loads).tolist())
measures = measures.join(keys)
days = measures.query(
    "table == 'by_day' and day != '(none)' and measure == 'first_response' and clock == 'created'"
    " and statistic in ['median', 'p90']")
days = days.assign(day=pandas.to_datetime(days["day"])).pivot(index="day", columns="statistic", values="value")
```

## Tables in DuckDB

`load.sql` makes a table of each CSV file, in every `--dialect` and from the parts of `--split-rows`. It names the type of each
column: so ids stay texts, a queue called `NA` is a name, and a night on which nobody waits does not change the type of a column
and break the query of yesterday. It takes out the [guards](Tables.md#guarded-cells). Run it in the directory of the tables:

```sh
cd out && duckdb -init load.sql tables.duckdb
```

Then:

```sql
SELECT keys->>'queue' AS queue, value AS median_s, n FROM measures
WHERE "table" = 'by_queue' AND measure = 'first_response' AND clock = 'created' AND statistic = 'median' AND n > 0
ORDER BY median_s DESC;
```

Texts are `VARCHAR`, counts and flags `BIGINT`, other numbers `DOUBLE`, times `TIMESTAMP` in UTC; in the dialects for spreadsheets,
whose files have no offsets, by the clock of `--timezone`. Empty cells are NULL. A table that is there is replaced.

"""#),
    Page(name: "Privacy", text: #"""
# Privacy

What the outputs say of agents and customers: names, ids, pseudonyms or nothing. For pages, workbooks and tables that leave the team.

```sh
openssl rand -hex 32 > pseudonyms.key
convostat summarize dump --out tables --report --agents pseudonyms --customers none --pseudonym-key pseudonyms.key
```

## What is shown

| value | ids | names |
|---|---|---|
| `names`, the default | as the platform has them | where a column has them |
| `ids` | as the platform has them | empty |
| `pseudonyms` | a pseudonym in place of each id: `agent-3f9a1c2b7d40` | empty |
| `none` | empty | empty |

`--agents` is about `assigned_agent_id`, `assigned_agent_name`, `agent_ids` and `agent_names` in `conversations.csv`, `agent` and
`agent_name` in `responses.csv`, and the keys `agent` and `assigned_agent`. `--customers` is about `customer_id` and
`customer_name`. The two do not depend on each other, and both hold for every output: tables, workbook, report, summary, `run.json`.

- No column is left out, and an empty cell stays empty, so programs that read the tables go on as they are. The definitions in the workbook
  and in `datapackage.json` say what a column has.
- No figure changes, except that `none` has fewer rows. `agents` and `customers` count different people as before.
- With `none`, a table by agents has one row `(hidden)` for all agents together, those without an id too. A conversation counts once in
  it, however many agents wrote. `assigned_agent` has `(hidden)` for all conversations that are assigned, and `(none)` for the others.
- `(unknown)`, for agents without an id, and `(none)` stay as they are with the other values.
- Conditions are about real ids: `--where agent=a7`. Where outputs tell the condition, or the ids of `--bot-agent`, they show the pseudonym
  or `(hidden)`.
- `merge` takes these options, and `--partial` does not: parts have ids and names.

## Pseudonyms

A pseudonym is the beginning of a keyed hash of the id, HMAC-SHA-256. The key is the content of a file without the line ends after it, at
least 32 bytes. `openssl rand -hex 32` makes one. Without `--pseudonym-key` pseudonyms are refused: a hash without a key would tell
who has the id 7 to everybody who tries a few numbers.

- The same key gives the same id the same pseudonym in every table, in every run and on every machine. An agent and a customer with the
  same id have different ones. An id that two accounts have has the same one in both, as the id is the same.
- Keep the key as secret as the dump, and away from the outputs: with it, anybody can try ids. Who has the key can find out who a
  pseudonym is. With another key all pseudonyms are others, so no run before can be compared by agent.
- `run.json` has a check value of the key (`pseudonym_key`), and neither the key nor the name of its file. `compare` warns of runs
  with different keys.
- An agent's pseudonym has 12 digits, a customer's 16. Of 100,000 agents, or of 10,000,000 customers, two share a pseudonym with a
  probability below 1 in 50,000.

To find who a pseudonym is, compute those of your agents:

```sh
printf 'agent:%s' a7 | openssl dgst -sha256 -hmac "$(cat pseudonyms.key)"
```

The first 12 digits are those after `agent-`. For customers the text is `customer:` and the id, and 16 digits count.

## Left to you

- `rejects.ndjson` has records as they were read, with names and texts. It is for those who may read the dump.
- Facts, ledgers and parts of merges have ids and names: these options are for the tables that are made from them.
- Other columns may tell who somebody is: ids of conversations and messages, `external_id`, the `csat_comment` of a customer,
  queues, labels, teams and `metadata.K` named after people. [`--columns`](Tables.md) keeps only some columns, and metadata is there
  only if it is asked for. `run.json` and the report have the paths of the inputs.
- Links of `--link` are made from what the tables show: a link with `{customer_id}` has the pseudonym, or is empty with `--customers none`.
- In small groups figures tell who they are about: a queue with one agent shows that agent's response times, whatever it is called.

"""#),
    Page(name: "Rejects", text: #"""
# Rejects

Lines that cannot be used: where they are, why, and what to do.

A rejected line does not stop the run. Each one makes a line of `rejects.ndjson`, sorted by path (bytewise), then by place:

```json
{"path":"samples/asapp-messages.ndjson","line":36,"offset":8086,"reason":"unknown_role",
 "detail":"sender.role supervisor","record":"{\"conversationId\":\"C1\", ... }"}
```

`line` counts from 1, `offset` from 0, in bytes of the decompressed input. If the record is not UTF-8, `record_base64` is in
the place of `record`. An element of a page is rejected alone: it has its `index`, counts in `rejected_elements`, and its page
is a record nevertheless. Its `record` is a page with just that element if the page named its conversation (in 4 KiB at most),
else the element; with a map see [Other platforms](OtherPlatforms.md). Newlines in it become blanks. Records are there as a
whole, with their text: treat the file as you treat the dump.

You can mend rejected records and read them as one more input. The result is as if they had been good:

```sh
jq -r '.record // empty' out/rejects.ndjson > mended.ndjson     # mend it, then
convostat summarize dump mended.ndjson --out out
```

The bad lines are still in the dump and are rejected again; take them out or allow for them.

The file has at most `--max-reject-bytes`, and at most 100 rejects more than `--max-rejects`: the first rejects, each of them
whole. All are counted. If some were not written, a warning says how many were, and `run.json` has the number of the others
as `rejects_omitted`.

## Reasons

| reason | meaning | what to do |
|---|---|---|
| `bad_json` | not strictly valid JSON, also text after a value, an extra comma, invalid UTF-8, an array left open; `detail` has the byte | look at the line: mostly a download that was cut off, or a line of a log; fetch it again |
| `too_deep` | nested deeper than 512 | no record of these platforms; take it out |
| `line_too_long` | longer than `--max-line-bytes`; the record is cut | raise the limit, or split the value |
| `unknown_shape` | no row of [Records by shape](Inputs.md#records-by-shape) matches, or no `each` of the map; `detail` has its first keys | it is a record of another API, or a message whose fields were renamed |
| `bad_fact` | a [fact line](Facts.md#fact-lines) that is damaged or of another version; `detail` has the key | make the facts again from the dumps |
| `api_error` | an error body; `detail` has code, request id and message, or the texts of the errors | fetch the page again; with 429: more slowly; with an invalid token: with another token |
| `no_message_id` | a message without a usable id | see why the export leaves it out; without ids, copies of a message cannot be recognised |
| `no_conversation` | a message that names no conversation, or a conversation without id | [add the id](GettingADump.md#asapp), or use `--conversation-from-filename` or `--conversation-from-directory` |
| `unknown_role` | a `sender.role` or `message_type` that is not known; `detail` has it | rename it to the class that it is, if it is one |
| `bad_timestamp` | a time that cannot be read; `detail` has key and value | write it in one of the [forms that are read](Inputs.md#messages-and-times) |
| `no_timestamp` | neither created nor client | the message has no place in time; see why the export leaves them out |

"""#),
    Page(name: "Report", text: #"""
# The report

One page of charts, to be mailed, opened offline and printed.

`--report` writes `report.html`; [a picture of its upper part](../../../notebooks-out/report.png) is in `notebooks-out`. The page holds all that it needs, loads nothing (its security policy forbids it), is
complete without JavaScript, and has a light and a dark face. The same input gives the same bytes. It shows

- the key figures with the number of values behind each; the mean of ratings, if `--attributes` finds any;
- first response and response by day, as the median and a band up to the 90th percentile; beyond 92 days by week, Monday to
  Sunday, with the percentiles of all values of the week, as in the table of `--by week`;
- on the same scale of days, conversations and messages as bars (beyond 92 days, the mean of a day by week); resolutions, their times
  and reopenings if the dump tells statuses; with `--backlog`, who waits and what is open at the end of each period;
- queues: median and 90th percentile of first responses on one logarithmic axis, slowest first, with all conversations at the end (the
  30 slowest of those with at least 5 values), and their table, with the spread of responses and the resolutions;
- the conversations that wait longest, unless they are resolved;
- when customers write: the messages in an hour on average, by weekday and hour; response times by hour of the day;
- agents, and every table of `--by`: its 40 rows with most conversations, or its last 40 times;
- how response times spread, on a logarithmic scale;
- response times by the clocks of senders and where these disagree with the platform's, if the dump has such times: nothing else on
  the page is by the clocks of senders;
- messages and turns by role;
- how it was measured: the options that decide figures, filters, as-of, zone, inputs, and what every measure means;
- how good the data is: lines, records, rejects by reason with the first three of each, duplicates, missing clocks, days
  without messages.

**One scale of days.** All charts by day have the same width and the same days: what is below each other is of the same time. Each
day is as wide as the others, and its values are drawn in its middle. With `--backlog hour`, more than 400 hours are drawn as the
ends of their days. A chart has the days of the page; the table `backlog.csv` may reach further, to the as-of moment.

**Few values, parts of days.** In the charts of days, a median of fewer than 5 values is a hollow point: it is not part of the line and
does not stretch the scale. A day without values is a gap in the line. Medians of fewer than 5 values, and 90th and 95th
percentiles of fewer than 10, are grey and slanted in tables and cards. The first day is shaded as incomplete if customers write at least a
twentieth of their messages at hours of the day before the first message of the page, and the last day if they do after the
as-of moment; a day that `--since` begins is complete.

**Targets.** With `--within`, the cards have the share that was answered within each time, and the tables of days, queues and
agents a column for each ([Service levels](ServiceLevels.md)). The charts of days and of response times have a dotted line at each
target. With `--hours`, shares are in business time, which the page says; the charts are in calendar time and have no line then.

**Title and times.** `--title TEXT` is the heading and the title of the page. A period is said in words (November 2025; 3 to 14
November 2025), a moment as 8 Nov 2025, 10:03 with the place of the zone. The exact moment is in the `datetime` of the element.

**Averages of the week.** The messages of an hour of the week are divided by how often that hour came between the first and the
last message of the period on the page, both hours included. An hour that a change of clock repeats counts twice, and one that it
leaves out does not count. Shades end at round numbers; hours without a message have a shade of their own, and hours that did not
come are dashed. The bars at the edges add up the averages of each day and of each hour.

**Who waits.** The card and the list have the conversations that are `unanswered` and not resolved. If a status observation counts, the
status is that at the end ([Life](Life.md)); else it is the column `status`. Waits over 1 hour and over 1 day (24 hours) are by
the platform's clock, at the as-of moment. Resolved conversations that end with a customer's message are counted apart.

With `--link`, each conversation of the list links to its page on the platform. The platform is not told from which page somebody comes.

**What the options change.** The sentences under the figures follow from the options. Options that change what a measure means
(`--order`, `--wait-from`, `--resolve-ends-wait`, `--sessions`, `--activities`, `--first-response-from`, `--bots`, `--bot-agent`,
`--no-sender`) are named above the cards and in the line `measured` of the terminal's summary.

**What changed.** `--against DIR` compares with an earlier run, whose output directory is DIR, by the rules of
[compare](Comparing.md): each card has its changes, the section "What changed" has the rest, and a dotted line in the charts of
days has the medians of the earlier run, its first day at the first day of the page (only by the day: the percentiles of weeks
cannot be made of those of days). A change is called better or worse only if it is beyond chance; changes that are not weighed, such as the
number of conversations, say so. If the runs differ in version or in options that decide figures, or if their periods overlap, the section says it. If they
differ in `--agents`, it names no agents. If DIR has no run, or one that `compare` refuses, the page says why there is no comparison,
and the run goes on. DIR may be the directory of `--out`: the page compares with the run that it replaces.

**Dates far away.** If less than a hundredth of the messages begin or end the period, more than a year from all others, the part about the
quality of the data names them: a clock that was reset, or an empty field that became 1970.

**Units.** Lengths of time of a column have one unit, which the head names; columns under one head have the same one. It is the
greatest of which three quarters of the values have at least one. Exact values are in the CSV files. Logarithmic scales have marks that fit the values,
such as 15 s, 30 s, 1 min. A name of invisible characters only is shown by their codes: `\u{200b}`.

**On a phone and on paper.** With JavaScript, agents and the longest waits are folded on a phone. On paper, every page has the title,
the as-of moment and its number at the foot.

Every chart has its figures as a table, folded away below it, and shows the figures of a point under the pointer. With JavaScript, a click on a head sorts a table, numbers from the largest on, and a table
with more than seven rows of a CSV file has a filter, which says how many rows the page leaves to the file. Tables that are wider than a small screen have a shade at the
edge, and the names of their rows stay in sight. The page stays below 2 MB: it shows the last 366 days, the 40 queues with most
conversations, the 40 agents with most responses and the 50 longest waits, and says where the rest is. If there are more queues or
agents, it also shows the 10 slowest: the longest medians of first responses (of agents: of responses) of those with at least 20. Names of more than 48
characters are cut in the middle. Weekdays and the bins of histograms are counted during the run and are in no CSV file;
everything else is taken from the tables.

"""#),
    Page(name: "Responses", text: #"""
# Responses

A row for each wait: from a surprising figure to the messages behind it.

`--responses` writes `responses.csv`: a row for each [wait](Definitions.md#waits-and-responses), in the order of
`conversations.csv`, within a conversation in the order of its messages, numbered from 1 in `wait`. The row names the two
messages between which the wait was measured, by their ids on the platform.

| `closed_by` | the wait | `closing_message_id` | `latency_*_s` | `waiting_s` |
|---|---|---|---|---|
| `agent` | an agent's message ended it: a response | that message | of the response | |
| `bot` | a bot answered, and after it the customer, who so began the next wait, the resolution, or nobody | the bot message | until the bot wrote | |
| `resolve` | the conversation was [resolved](Life.md#waits-that-end-without-an-answer) before anybody answered | | until the resolution, by the created clock | |
| `open` | unanswered | | | age at as-of |

- `opening_message_id` is the customer's message that began the wait, or that moved its beginning (`--wait-from last`). It
  is empty if a [hand-over](Life.md#hand-over) began the wait.
- `bot_message_id` and `bot_created_at` are the bot response in the wait, if there is one, also if an agent ended the wait
  later: a bot does not end a wait that an agent ends.
- `agent` and `agent_name` are those of the sender of the response. An unknown value is empty, as in `conversations.csv`;
  `by_queue.csv` and `by_agent.csv` have rows `(none)` and `(unknown)` for it.
- `opening_`, `closing_created_at` and `opening_`, `closing_client_at` are the times of the two messages by both clocks. A
  latency is one minus the other, and `latency_client_s` is empty if one of them is.
- With `--hours` it also has columns in [business time](ServiceLevels.md#business-time).
- Customer responses are no waits and have no rows. Conversations that do not count
  ([Breakdowns](Breakdowns.md#which-conversations-count)) have no rows either.

The other tables are made from these rows, and the rows add up to them:

| in `responses.csv` | in the tables by groups |
|---|---|
| rows with `closed_by` `agent` | `responses`, by the conversation's `queue`, by `agent`, by the day of `closing_created_at` |
| their `latency_created_s`, `latency_client_s` | `response_created_*`, `response_client_*` |
| those of the rows with `is_first_response` 1, or their `first_response_*_s` if there are such columns ([Definitions](Definitions.md#first-response-from-the-creation)) | `first_response_created_*`, `first_response_client_*`, by the day on which the conversation began |
| rows with a `bot_message_id` | `bot_responses`, by the day of `bot_created_at`; by agent in `(none)` |
| rows with `closed_by` `bot` or `resolve` | `waits_ended_by_bot`, `waits_ended_by_resolve`, by the day of `opening_created_at`; by agent in `(none)` |
| rows with `closed_by` `open` | `unanswered`, by the day of `opening_created_at`; by agent in `(none)` |
| their `waiting_s` | `waiting_median_s`, `waiting_max_s` |

The slowest responses of a queue, with their messages, in DuckDB:

```sql
SELECT conversation_id, opening_message_id, closing_message_id, agent_name, latency_created_s
FROM read_csv('tables/responses.csv', all_varchar = true)
WHERE queue = 'billing' AND closed_by = 'agent' ORDER BY latency_created_s::DECIMAL(18,3) DESC LIMIT 20;
```

With `--xlsx` it is a sheet too.

"""#),
    Page(name: "ServiceLevels", text: #"""
# Business time and service levels

Waits measured within opening hours, and the share of waits that were answered in time.

## Business time

With `--hours FILE`, responses, first responses and waits are also measured in business time: the time within the hours
of the conversation's queue. FILE is a JSON file; you can also give the JSON itself in its place:

```json
{
  "timezone": "Europe/Berlin",
  "week": {"mon": [["09:00", "12:00"], ["13:00", "17:00"]], "sat": [["22:00", "06:00"]], "sun": [["00:00", "24:00"]]},
  "holidays": ["2026-12-25"],
  "queues": {"billing": {"week": {"mon": [["08:00", "20:00"]]}}}
}
```

- A day is `mon` to `sun`, or a span of days: `"mon-fri": [["9:00", "17:00"]]`. No day may be given twice. An error names the
  key, such as `week.mon-fri[0][1]`, or the line and column of what is not JSON.
- A span that ends before it starts runs into the next day; from Sunday into Monday. Spans that overlap count once. A
  day without spans is closed. A holiday is closed from midnight to midnight, also for a span from the evening before.
- Hours are those of the clock in `timezone`. What counts is the time that passes while this clock shows them. A whole day
  has 86 400 s; a day on which the clock is put forward has 82 800 s, one on which it is put back 90 000 s.
- The hours of a queue replace `week` completely. The queue takes `timezone` and `holidays` from the outermost level unless
  it has its own. Without any `timezone` it is UTC. Without an outermost `week`, all other queues have no hours.
- The columns in business time have `_hours` in their names ([Tables](Tables.md#columns)).
- A cell is empty if no hours are given for the queue, and 0 if all of the time was outside them. A latency that is
  negative in calendar time, because clocks disagree, is negative in business time. Unanswered waits age in business time
  too.

## The hours of inboxes

`--hours inboxes` takes the hours from Chatwoot's inbox records (`GET /api/v1/accounts/1/inboxes`), so that nobody has to write them
down. The record says `working_hours_enabled`, `timezone` (UTC if it is missing) and `working_hours`, a list with `day_of_week` (0 is
Sunday), `open_hour`, `open_minutes`, `close_hour`, `close_minutes`, `closed_all_day` and `open_all_day`.

- A conversation has the hours of its inbox. Of several records of an inbox the latest one that says anything of hours counts.
- Without working hours (`working_hours_enabled` is false) an inbox is open around the clock. So is a conversation without an inbox,
  or whose inbox has no record with hours, also on other platforms; a warning says how many there are.
- Hours that no clock has, or an unknown time zone, are named in a warning, and the inbox counts as open around the clock.
- A day that the list does not have is closed. Inbox records know no holidays.

## Waits outside hours

Where many customers write at night, most values in business time are 0, and so are their medians. The tables by groups
and `summary.csv` therefore have more columns for each latency L in business time (`waiting`, and `first_response_C` and
`response_C` for each clock C):

- `L_hours_outside`: the number of values that are 0 because all of the wait lay outside hours. A wait without any length counts
  if its moment lay outside; one that is negative in calendar time does not count.
- `L_in_hours_count`, `L_median_in_hours_s` and so on: the figures in business time of the waits that opened within hours. They
  say how fast a team answers while it is there.

A wait opened within hours if its opening lay in a span by the platform's clock: from the minute at which the span starts
on, and before the minute at which it ends, on a day that is no holiday. `responses.csv` has this as `opened_in_hours`: 1
or 0, and empty if no hours are given for the queue. It decides for both clocks; `L_hours_outside` looks at the times of its own
clock. If the first response is measured [from the creation](Definitions.md#first-response-from-the-creation) of the
conversation, that moment decides for `first_response_created_*`.

## Service levels

With `--within 30s,1m,5m`, the tables by groups get these columns for each clock C and time T:

- `first_response_C_within_T` and `response_C_within_T`: the share, with four decimals, that was answered within T (exactly
  T counts as within). It is a share of the waits that were answered, plus the unanswered waits older than T at the
  as-of time. For first responses these are the conversations in which no agent has responded yet.
- `first_response_C_pending_T` and `response_C_pending_T`: the number of unanswered waits that are not older than T. They
  are not in the share, since nobody knows yet how they end.
- `waiting_over_T`: the number of unanswered waits that are older than T, in the tables by groups and the summary, by the
  created clock. Without `--hours`, `unanswered` is `response_created_pending_T` plus `waiting_over_T`.

A wait in which a bot wrote last is not [unanswered](Definitions.md#waits-and-responses) and counts on neither side; nor does
one that the [resolution](Life.md#waits-that-end-without-an-answer) ended. By
the client clock, only waits whose messages have a client time count. In tables by time, an open wait counts where it began,
for the first response where the conversation began. In `by_agent.csv` it is in the row `(none)`: the row of an agent
has answers only. With `--hours`, T is business time, and waits without hours are left out.

"""#),
    Page(name: "Tables", text: #"""
# Tables

Every file that a run writes, every column, and how to load them.

The outputs are in the directory of `--out`. CSV is UTF-8 without byte-order mark, with LF, quoted as RFC 4180 says if a cell
needs it, one header line, columns in a fixed order, rows sorted by their keys bytewise. The same input gives the
same bytes; of compressed files, the same contents. Times are in UTC with milliseconds: `2026-01-05T09:00:00.250Z`; with
`--timezone Europe/Berlin` they are by that clock, with its offset: `2026-01-05T10:00:00.250+01:00`.

## Files

| file | a row for each |
|---|---|
| `conversations.csv` | conversation: `source`, `account_id`, `conversation_id` |
| `by_queue.csv` | queue: `source`, `account_id`, `queue` |
| `by_agent.csv` | agent: `source`, `account_id`, `agent`; then `agent_name` |
| `by_day.csv` | day, in UTC or `--timezone`: `day` |
| `by_KEYS.csv` | combination of the keys of `--by` ([Breakdowns](Breakdowns.md)) |
| `roles.csv` | class: customer, agent, bot, system, note, failed |
| `summary.csv` | run: one row |
| `distribution.csv` | bucket of response times of a queue, with `--buckets`: `source`, `account_id`, `queue`, `bucket` |
| `responses.csv` | wait of a customer, with `--responses` ([Responses](Responses.md)) |
| `backlog.csv` | hour, day or week, with `--backlog`: `period`, then the key ([Backlog](Backlog.md)) |
| `measures.csv` | figure of the tables by groups, with `--tidy` ([Plotting](Plotting.md)) |
| `rejects.ndjson` | rejected line or element, written even if it is empty ([Rejects](Rejects.md)) |
| `run.json` | what was run, on what, and the result ([below](#the-run)) |
| `datapackage.json` | types, units, definitions and keys of the CSV files ([below](#programs)) |

Options add `report.html` ([The report](Report.md)), `convostat.xlsx` ([The workbook](Workbook.md)) and `load.sql`, which loads
the tables into DuckDB ([Plotting and querying](Plotting.md)).

**Names of columns.** A measure is named `<measure>_<clock>_<statistic>_s`: `response_created_p90_s` is the 90th percentile of
the responses, by the created clock, in seconds. `convostat describe NAME` explains a column, a family such as
`first_response`, or the columns of a table such as `by_queue`; `convostat describe` prints all of them.

```console
$ convostat describe first_response_created_s
first_response_created_s
  unit    seconds
  tables  conversations.csv, responses.csv

  Length of the earliest wait that an agent ended, by the platform's clock.
```

**Which columns.** They come in the order in which people read them: keys, headline (first response, response, open waits),
counts, the rest. `--columns` keeps some of them: names, families such as `first_response_created`, or `headline`.

## Rows of the tables by groups

- A conversation without the key is in the row `(none)`, which is written only if something is in it. So counts add up
  over the rows. `(none)` and `(unknown)` are texts of cells: a queue really called "(none)" shares the row.
- **by_agent.csv** credits the sender of a message with agent messages and their lags, turns that the sender began,
  responses and first responses (by the message that ends the wait). A sender without an id is `(unknown)`. All else is in
  `(none)`, per platform and account. `conversations` are those in which the agent wrote; in `(none)` those in which no
  agent did. A conversation with two agents counts for both.
- **by_day.csv** counts a conversation and its first response on the day of its first participant message in order; a
  message on its own day; a turn on the day of its first message; a response, bot response and customer response on the
  day of the message that ends it; an unanswered wait on the day of its first message; a never answered conversation on the
  day of its first message. All of this is by the created clock. A day on which nothing was has no row; `measures.csv` has
  [every day](Plotting.md#a-row-for-each-figure).
- **roles.csv**: shares are of the participants' messages and turns. Shares and ratios have four decimals, rounded half up.
  The columns of shares, turns and ratios are empty for system, note and failed. `conversations` are those with a message of
  the class.
- **distribution.csv** is written with `--buckets TIMES`: how many first responses and responses are in each bucket of
  times, per clock. `--buckets 30s,5m` makes three buckets: below 30 s (with the negative ones, if clocks disagree), from 30
  s and below 5 min, and from 5 min on; `from_s` and `below_s` are their bounds. Every queue has all buckets, also empty
  ones, so the counts of a queue add up to its `first_response_*_count` and `response_*_count` in `by_queue.csv`.
  `--buckets default` is `10s,30s,1m,5m,15m,1h,4h,8h,24h`.

And in `conversations.csv`: `messages` counts all kept messages, failed ones too. `first_message_at`, `last_message_at` and
`duration_s` are the earliest and latest created of the participants' messages and their distance, also with `--order
client`. `agents` counts the different agents that have an id. `conversation_id` is for asapp the `id`, else the
`externalId`, else the reference that the messages use. `account_id` is empty for asapp, `external_id` for chatwoot.

## Columns

All columns of all tables, with those that options add. A column is explained once, under the first table that has it.
`by_*.csv` are the tables of `--by`, and C is a clock: `created` or `client`.

<!-- generated: columns -->

**conversations.csv**

| column | unit | meaning |
|---|---|---|
| `source` | text | The platform of the dump: asapp, chatwoot, or the name that a map gives. |
| `account_id` | text | The account on the platform. |
| `conversation_id` | text | The conversation's id on the platform. |
| `session` | count | With --sessions: the number of the session within the conversation, from 1. |
| `external_id` | text | The id that your own system gave the conversation. |
| `status` | text | The conversation's status on the platform, such as open. |
| `queue` | text | The queue or inbox of the conversation. |
| `organizational_group` | text | The organizational group in the conversation's metadata. |
| `subdivision` | text | The subdivision in the conversation's metadata. |
| `metadata.K` | text | The value of K in the conversation's metadata or custom attributes. |
| `assigned_agent_id` | text | The id of the agent to whom the conversation is assigned. |
| `assigned_agent_name` | text | The name of the agent to whom the conversation is assigned. |
| `customer_id` | text | The id of the customer. |
| `first_message_at` | time | Creation time of the first message of a customer, agent or bot. |
| `last_message_at` | time | Creation time of the last message of a customer, agent or bot. |
| `duration_s` | seconds | Time from the first to the last message of a customer, agent or bot. |
| `first_response_created_s` | seconds | Length of the earliest wait that an agent ended, by the platform's clock. |
| `first_response_client_s` | seconds | Length of the earliest wait that an agent ended, by the senders' own clocks. |
| `response_created_median_s` | seconds | Median of the response times (from the customer message that opened a wait to the agent message that ended it), by the platform's clock: half of them are at most this. |
| `response_client_median_s` | seconds | Median of the response times, by the senders' own clocks: half of them are at most this. |
| `responses` | count | Customer waits that an agent message ended. |
| `unanswered` | flag | 1 if the customer waits at the end and no bot has written since, else 0. |
| `waiting_since` | time | When the unanswered wait began. |
| `waiting_s` | seconds | Age of the unanswered wait at the as-of time. |
| `resolved` | flag | 1 if the conversation is resolved at the end, else 0; empty if no status is known. |
| `resolved_at` | time | When the conversation was resolved for the last time, if it is resolved at the end. |
| `resolution_s` | seconds | From the start of the conversation to its last resolution whose moment is exact. |
| `messages` | count | All kept messages, of every class. |
| `customer_messages` | count | Messages that the customer wrote. |
| `agent_messages` | count | Messages that human agents wrote. |
| `bot_messages` | count | Messages that bots wrote. |
| `system_messages` | count | Messages of the platform itself: activity, templates, automation, campaigns. |
| `note_messages` | count | Private notes between agents, which the customer never sees. |
| `failed_messages` | count | Messages that never arrived; of all other columns, only messages counts them. |
| `customer_turns` | count | Unbroken runs of customer messages; system messages and notes do not break a run. |
| `agent_turns` | count | Unbroken runs of agent messages; system messages and notes do not break a run. |
| `bot_turns` | count | Unbroken runs of bot messages; system messages and notes do not break a run. |
| `agents` | count | Number of different agents who wrote; agents without an id are not counted. |
| `agent_initiated` | flag | 1 if an agent wrote before any customer or bot, else 0. |
| `never_answered` | flag | 1 if a customer wrote and no agent or bot ever responded, else 0. |
| `waits` | count | Customer waits: the sum of responses, waits_ended_by_bot, waits_ended_by_resolve and unanswered. |
| `bot_responses` | count | Bot messages that were the first answer in a customer's wait. |
| `waits_ended_by_bot` | count | Customer waits that a bot answered, and no agent before the next customer message, the resolution or the end. |
| `waits_ended_by_resolve` | count | Customer waits that the resolution of the conversation ended before anybody answered, such as a closing thanks. |
| `resolutions` | count | Changes to resolved; empty if no status is known. |
| `reopens` | count | Changes back from resolved to open; empty if no status is known. |
| `first_resolution_s` | seconds | From the start of the conversation to its first resolution whose moment is exact. |
| `handover_s` | seconds | From the last bot message or hand-over to the first response after one. |
| `response_created_total_s` | seconds | Sum of the response times, by the platform's clock. |
| `response_created_mean_s` | seconds | Mean of the response times, by the platform's clock. |
| `response_created_p90_s` | seconds | 90th percentile of the response times, by the platform's clock: 90% of them are at most this. |
| `response_created_max_s` | seconds | Maximum of the response times, by the platform's clock. |
| `response_client_total_s` | seconds | Sum of the response times, by the senders' own clocks. |
| `response_client_mean_s` | seconds | Mean of the response times, by the senders' own clocks. |
| `response_client_p90_s` | seconds | 90th percentile of the response times, by the senders' own clocks: 90% of them are at most this. |
| `response_client_max_s` | seconds | Maximum of the response times, by the senders' own clocks. |
| `responses_client_negative` | count | Responses with a negative latency by the senders' own clocks, because the clocks disagree. |
| `customer_responses` | count | Customer messages directly after an agent message. |
| `customer_response_created_mean_s` | seconds | Mean of the customer response times (from an agent message to the customer message directly after it), by the platform's clock. |
| `customer_response_created_median_s` | seconds | Median of the customer response times, by the platform's clock: half of them are at most this. |
| `customer_response_client_mean_s` | seconds | Mean of the customer response times, by the senders' own clocks. |
| `customer_response_client_median_s` | seconds | Median of the customer response times, by the senders' own clocks: half of them are at most this. |
| `ingest_lags` | count | Messages that have both times, and so an ingest lag. |
| `ingest_lag_mean_s` | seconds | Mean of the ingest lags (the platform's time minus the sender's time, of messages that have both). |
| `ingest_lag_min_s` | seconds | Minimum of the ingest lags. |
| `ingest_lag_max_s` | seconds | Maximum of the ingest lags. |
| `ingest_lags_negative` | count | Messages with a negative ingest lag: they reached the platform before they were sent, so the clocks disagree. |
| `first_response_created_hours_s` | seconds | Length of the earliest wait that an agent ended, by the platform's clock, counting business hours only. |
| `response_created_total_hours_s` | seconds | Sum of the response times, by the platform's clock, counting business hours only. |
| `response_created_mean_hours_s` | seconds | Mean of the response times, by the platform's clock, counting business hours only. |
| `response_created_median_hours_s` | seconds | Median of the response times, by the platform's clock, counting business hours only: half of them are at most this. |
| `response_created_p90_hours_s` | seconds | 90th percentile of the response times, by the platform's clock, counting business hours only: 90% of them are at most this. |
| `response_created_max_hours_s` | seconds | Maximum of the response times, by the platform's clock, counting business hours only. |
| `first_response_client_hours_s` | seconds | Length of the earliest wait that an agent ended, by the senders' own clocks, counting business hours only. |
| `response_client_total_hours_s` | seconds | Sum of the response times, by the senders' own clocks, counting business hours only. |
| `response_client_mean_hours_s` | seconds | Mean of the response times, by the senders' own clocks, counting business hours only. |
| `response_client_median_hours_s` | seconds | Median of the response times, by the senders' own clocks, counting business hours only: half of them are at most this. |
| `response_client_p90_hours_s` | seconds | 90th percentile of the response times, by the senders' own clocks, counting business hours only: 90% of them are at most this. |
| `response_client_max_hours_s` | seconds | Maximum of the response times, by the senders' own clocks, counting business hours only. |
| `waiting_hours_s` | seconds | Age of the unanswered wait at the as-of time, counting business hours only. |
| `first_response_created_within_T` | share | Of the first responses, by the platform's clock, and of the waits for one that are open and older than T, the part that came within T. |
| `first_response_created_pending_T` | count | Unanswered waits for first responses that are at most T old at the as-of time, by the platform's clock: they are left out of first_response_created_within_T, since nobody knows yet what becomes of them. |
| `response_created_within_T` | share | Of the responses, by the platform's clock, and of the waits for one that are open and older than T, the part that came within T. |
| `response_created_pending_T` | count | Unanswered waits for responses that are at most T old at the as-of time, by the platform's clock: they are left out of response_created_within_T, since nobody knows yet what becomes of them. |
| `first_response_client_within_T` | share | Of the first responses, by the senders' own clocks, and of the waits for one that are open and older than T, the part that came within T. |
| `first_response_client_pending_T` | count | Unanswered waits for first responses that are at most T old at the as-of time, by the senders' own clocks: they are left out of first_response_client_within_T, since nobody knows yet what becomes of them. |
| `response_client_within_T` | share | Of the responses, by the senders' own clocks, and of the waits for one that are open and older than T, the part that came within T. |
| `response_client_pending_T` | count | Unanswered waits for responses that are at most T old at the as-of time, by the senders' own clocks: they are left out of response_client_within_T, since nobody knows yet what becomes of them. |
| `labels` | text | With --attributes: the labels of the conversation in bytewise order, separated by ;. |
| `team` | text | With --attributes: the team to which the conversation is assigned. |
| `channel` | text | With --attributes: the channel type of the conversation, such as Channel::Api. |
| `priority` | text | With --attributes: the conversation's priority on the platform, such as urgent. |
| `csat_rating` | text | With --attributes: the rating that the customer submitted in a survey, such as 5. |
| `csat_comment` | text | With --attributes: what the customer wrote in that survey. |
| `customer_name` | text | With --attributes: the name of the customer. |
| `agent_ids` | text | With --attributes: the ids of the agents who wrote, in the order of their first messages, separated by ; and a blank. |
| `agent_names` | text | With --attributes: the names of these agents; an agent whose name is unknown has the id in its place. |
| `conversation_created_at` | time | With --first-response-from conversation: when the platform created the conversation. |
| `link` | text | With --link: the address of the conversation on its platform; empty if a value is missing. |


**responses.csv**

| column | unit | meaning |
|---|---|---|
| `source` to `session` |  | 4 columns as in conversations.csv |
| `wait` | count | Number of the wait within the conversation, from 1. |
| `queue` |  | as in conversations.csv |
| `closed_by` | text | What ended the wait: agent (a response), bot (a bot answered, and no agent before the next customer message, the resolution or the end), resolve (the conversation was resolved before anybody answered), or open (unanswered). |
| `agent` | text | The id of the agent who ended the wait. |
| `agent_name` | text | The name of the agent. |
| `is_first_response` | flag | 1 if this is the earliest wait of the conversation that an agent ended, else 0. |
| `opening_message_id` | text | Id of the customer message from which the wait is measured; empty if a hand-over opened it. |
| `closing_message_id` | text | Id of the agent or bot message that ended the wait. |
| `bot_message_id` | text | Id of the bot message that answered the wait, also if an agent ended it later. |
| `opening_created_at` | time | Creation time of the opening message, by the platform's clock, or the moment of the hand-over. |
| `closing_created_at` | time | Creation time of the closing message, by the platform's clock, or the moment of the resolution. |
| `bot_created_at` | time | Creation time of the bot message that answered the wait. |
| `opening_client_at` | time | When the opening message was sent, by its sender's clock. |
| `closing_client_at` | time | When the closing message was sent, by its sender's clock. |
| `latency_created_s` | seconds | From the opening to the end of the wait, by the platform's clock. |
| `latency_client_s` | seconds | From the opening to the closing message, by the senders' own clocks; negative if these disagree. |
| `waiting_s` |  | as in conversations.csv |
| `latency_created_hours_s` | seconds | From the opening to the end of the wait, by the platform's clock, counting business hours only. |
| `latency_client_hours_s` | seconds | From the opening to the closing message, by the senders' own clocks, counting business hours only. |
| `waiting_hours_s` |  | as in conversations.csv |
| `opened_in_hours` | flag | 1 if the wait opened within business hours, by the platform's clock, else 0; the opening minute is within them, the closing minute is not. |
| `first_response_created_s`, `first_response_client_s` |  | 2 columns as in conversations.csv |
| `first_response_created_hours_s` |  | as in conversations.csv |
| `first_response_client_hours_s` |  | as in conversations.csv |


**by_queue.csv**

| column | unit | meaning |
|---|---|---|
| `source`, `account_id` |  | 2 columns as in conversations.csv |
| `queue` | text | The queue or inbox of the conversation; (none) if it has none. |
| `conversations` | count | Number of conversations; by agent, those in which the agent wrote, and for (none), those in which no agent wrote. |
| `first_response_created_count` | count | Number of first response times (of the earliest wait that an agent ended), by the platform's clock. |
| `first_response_created_mean_s` | seconds | Mean of the first response times, by the platform's clock. |
| `first_response_created_median_s` | seconds | Median of the first response times, by the platform's clock: half of them are at most this. |
| `first_response_created_p90_s` | seconds | 90th percentile of the first response times, by the platform's clock: 90% of them are at most this. |
| `first_response_created_p95_s` | seconds | 95th percentile of the first response times, by the platform's clock: 95% of them are at most this. |
| `first_response_created_p99_s` | seconds | 99th percentile of the first response times, by the platform's clock: 99% of them are at most this. |
| `first_response_created_max_s` | seconds | Maximum of the first response times, by the platform's clock. |
| `response_created_count` | count | Number of response times, by the platform's clock. |
| `response_created_mean_s` |  | as in conversations.csv |
| `response_created_median_s` |  | as in conversations.csv |
| `response_created_p90_s` |  | as in conversations.csv |
| `response_created_p95_s` | seconds | 95th percentile of the response times, by the platform's clock: 95% of them are at most this. |
| `response_created_p99_s` | seconds | 99th percentile of the response times, by the platform's clock: 99% of them are at most this. |
| `response_created_max_s` |  | as in conversations.csv |
| `unanswered` | count | Conversations in which the customer waits at the end and no bot has written since. |
| `never_answered` | count | Conversations in which a customer wrote and no agent or bot ever responded. |
| `waiting_median_s` | seconds | Median of the ages of unanswered waits at the as-of time: half of them are at most this. |
| `waiting_max_s` | seconds | Maximum of the ages of unanswered waits at the as-of time. |
| `resolved` | count | Conversations that are resolved at the end; empty if no status is known. |
| `resolutions`, `reopens` |  | 2 columns as in conversations.csv |
| `resolution_count` | count | Number of resolution times (from the start of the conversation to its last resolution whose moment is exact). |
| `resolution_mean_s` | seconds | Mean of the resolution times. |
| `resolution_median_s` | seconds | Median of the resolution times: half of them are at most this. |
| `resolution_p90_s` | seconds | 90th percentile of the resolution times: 90% of them are at most this. |
| `resolution_max_s` | seconds | Maximum of the resolution times. |
| `messages` to `bot_turns` |  | 10 columns as in conversations.csv |
| `waits` |  | as in conversations.csv |
| `responses` |  | as in conversations.csv |
| `bot_responses` to `waits_ended_by_resolve` |  | 3 columns as in conversations.csv |
| `first_response_client_count` | count | Number of first response times, by the senders' own clocks. |
| `first_response_client_mean_s` | seconds | Mean of the first response times, by the senders' own clocks. |
| `first_response_client_median_s` | seconds | Median of the first response times, by the senders' own clocks: half of them are at most this. |
| `first_response_client_p90_s` | seconds | 90th percentile of the first response times, by the senders' own clocks: 90% of them are at most this. |
| `first_response_client_p95_s` | seconds | 95th percentile of the first response times, by the senders' own clocks: 95% of them are at most this. |
| `first_response_client_p99_s` | seconds | 99th percentile of the first response times, by the senders' own clocks: 99% of them are at most this. |
| `first_response_client_max_s` | seconds | Maximum of the first response times, by the senders' own clocks. |
| `response_client_count` | count | Number of response times, by the senders' own clocks. |
| `response_client_mean_s` |  | as in conversations.csv |
| `response_client_median_s` |  | as in conversations.csv |
| `response_client_p90_s` |  | as in conversations.csv |
| `response_client_p95_s` | seconds | 95th percentile of the response times, by the senders' own clocks: 95% of them are at most this. |
| `response_client_p99_s` | seconds | 99th percentile of the response times, by the senders' own clocks: 99% of them are at most this. |
| `response_client_max_s` |  | as in conversations.csv |
| `customer_response_created_count` | count | Number of customer response times, by the platform's clock. |
| `customer_response_created_mean_s`, `customer_response_created_median_s` |  | 2 columns as in conversations.csv |
| `customer_response_created_p90_s` | seconds | 90th percentile of the customer response times, by the platform's clock: 90% of them are at most this. |
| `customer_response_created_p95_s` | seconds | 95th percentile of the customer response times, by the platform's clock: 95% of them are at most this. |
| `customer_response_created_p99_s` | seconds | 99th percentile of the customer response times, by the platform's clock: 99% of them are at most this. |
| `customer_response_created_max_s` | seconds | Maximum of the customer response times, by the platform's clock. |
| `customer_response_client_count` | count | Number of customer response times, by the senders' own clocks. |
| `customer_response_client_mean_s`, `customer_response_client_median_s` |  | 2 columns as in conversations.csv |
| `customer_response_client_p90_s` | seconds | 90th percentile of the customer response times, by the senders' own clocks: 90% of them are at most this. |
| `customer_response_client_p95_s` | seconds | 95th percentile of the customer response times, by the senders' own clocks: 95% of them are at most this. |
| `customer_response_client_p99_s` | seconds | 99th percentile of the customer response times, by the senders' own clocks: 99% of them are at most this. |
| `customer_response_client_max_s` | seconds | Maximum of the customer response times, by the senders' own clocks. |
| `first_resolution_count` | count | Number of first resolution times (from the start of the conversation to its first resolution whose moment is exact). |
| `first_resolution_mean_s` | seconds | Mean of the first resolution times. |
| `first_resolution_median_s` | seconds | Median of the first resolution times: half of them are at most this. |
| `first_resolution_p90_s` | seconds | 90th percentile of the first resolution times: 90% of them are at most this. |
| `first_resolution_max_s` | seconds | Maximum of the first resolution times. |
| `handover_count` | count | Number of hand-over times (from the last bot message or hand-over to the first response after one). |
| `handover_mean_s` | seconds | Mean of the hand-over times. |
| `handover_median_s` | seconds | Median of the hand-over times: half of them are at most this. |
| `handover_p90_s` | seconds | 90th percentile of the hand-over times: 90% of them are at most this. |
| `handover_max_s` | seconds | Maximum of the hand-over times. |
| `ingest_lag_count` | count | Number of ingest lags. |
| `ingest_lag_mean_s` |  | as in conversations.csv |
| `ingest_lag_median_s` | seconds | Median of the ingest lags: half of them are at most this. |
| `ingest_lag_p90_s` | seconds | 90th percentile of the ingest lags: 90% of them are at most this. |
| `ingest_lag_p95_s` | seconds | 95th percentile of the ingest lags: 95% of them are at most this. |
| `ingest_lag_p99_s` | seconds | 99th percentile of the ingest lags: 99% of them are at most this. |
| `ingest_lag_max_s`, `ingest_lags_negative` |  | 2 columns as in conversations.csv |
| `csat_count` | count | With --attributes: number of the conversations with a rating that is a number, where conversations counts them. |
| `csat_mean` | mean | With --attributes: mean of these ratings. |
| `customers` | count | With --attributes: number of different customers with an id in the conversations, where conversations counts them; an id in another account is another customer. |
| `waiting_median_hours_s` | seconds | Median of the ages of unanswered waits at the as-of time, counting business hours only: half of them are at most this. |
| `waiting_max_hours_s` | seconds | Maximum of the ages of unanswered waits at the as-of time, counting business hours only. |
| `waiting_hours_outside` | count | Number of ages of unanswered waits at the as-of time, if all of the wait lay outside business hours: these are 0 in business time. |
| `waiting_in_hours_count` | count | Number of ages of unanswered waits at the as-of time, of the waits that opened within business hours, counting these hours only. |
| `waiting_median_in_hours_s` | seconds | Median of the ages of unanswered waits at the as-of time, of the waits that opened within business hours, counting these hours only: half of them are at most this. |
| `waiting_max_in_hours_s` | seconds | Maximum of the ages of unanswered waits at the as-of time, of the waits that opened within business hours, counting these hours only. |
| `first_response_created_hours_count` | count | Number of first response times, by the platform's clock, counting business hours only. |
| `first_response_created_mean_hours_s` | seconds | Mean of the first response times, by the platform's clock, counting business hours only. |
| `first_response_created_median_hours_s` | seconds | Median of the first response times, by the platform's clock, counting business hours only: half of them are at most this. |
| `first_response_created_p90_hours_s` | seconds | 90th percentile of the first response times, by the platform's clock, counting business hours only: 90% of them are at most this. |
| `first_response_created_p95_hours_s` | seconds | 95th percentile of the first response times, by the platform's clock, counting business hours only: 95% of them are at most this. |
| `first_response_created_p99_hours_s` | seconds | 99th percentile of the first response times, by the platform's clock, counting business hours only: 99% of them are at most this. |
| `first_response_created_max_hours_s` | seconds | Maximum of the first response times, by the platform's clock, counting business hours only. |
| `first_response_created_hours_outside` | count | Number of first response times, by the platform's clock, if all of the wait lay outside business hours: these are 0 in business time. |
| `first_response_created_in_hours_count` | count | Number of first response times, by the platform's clock, of the waits that opened within business hours, counting these hours only. |
| `first_response_created_mean_in_hours_s` | seconds | Mean of the first response times, by the platform's clock, of the waits that opened within business hours, counting these hours only. |
| `first_response_created_median_in_hours_s` | seconds | Median of the first response times, by the platform's clock, of the waits that opened within business hours, counting these hours only: half of them are at most this. |
| `first_response_created_p90_in_hours_s` | seconds | 90th percentile of the first response times, by the platform's clock, of the waits that opened within business hours, counting these hours only: 90% of them are at most this. |
| `first_response_created_p95_in_hours_s` | seconds | 95th percentile of the first response times, by the platform's clock, of the waits that opened within business hours, counting these hours only: 95% of them are at most this. |
| `first_response_created_p99_in_hours_s` | seconds | 99th percentile of the first response times, by the platform's clock, of the waits that opened within business hours, counting these hours only: 99% of them are at most this. |
| `first_response_created_max_in_hours_s` | seconds | Maximum of the first response times, by the platform's clock, of the waits that opened within business hours, counting these hours only. |
| `response_created_hours_count` | count | Number of response times, by the platform's clock, counting business hours only. |
| `response_created_mean_hours_s` to `response_created_p90_hours_s` |  | 3 columns as in conversations.csv |
| `response_created_p95_hours_s` | seconds | 95th percentile of the response times, by the platform's clock, counting business hours only: 95% of them are at most this. |
| `response_created_p99_hours_s` | seconds | 99th percentile of the response times, by the platform's clock, counting business hours only: 99% of them are at most this. |
| `response_created_max_hours_s` |  | as in conversations.csv |
| `response_created_hours_outside` | count | Number of response times, by the platform's clock, if all of the wait lay outside business hours: these are 0 in business time. |
| `response_created_in_hours_count` | count | Number of response times, by the platform's clock, of the waits that opened within business hours, counting these hours only. |
| `response_created_mean_in_hours_s` | seconds | Mean of the response times, by the platform's clock, of the waits that opened within business hours, counting these hours only. |
| `response_created_median_in_hours_s` | seconds | Median of the response times, by the platform's clock, of the waits that opened within business hours, counting these hours only: half of them are at most this. |
| `response_created_p90_in_hours_s` | seconds | 90th percentile of the response times, by the platform's clock, of the waits that opened within business hours, counting these hours only: 90% of them are at most this. |
| `response_created_p95_in_hours_s` | seconds | 95th percentile of the response times, by the platform's clock, of the waits that opened within business hours, counting these hours only: 95% of them are at most this. |
| `response_created_p99_in_hours_s` | seconds | 99th percentile of the response times, by the platform's clock, of the waits that opened within business hours, counting these hours only: 99% of them are at most this. |
| `response_created_max_in_hours_s` | seconds | Maximum of the response times, by the platform's clock, of the waits that opened within business hours, counting these hours only. |
| `first_response_client_hours_count` | count | Number of first response times, by the senders' own clocks, counting business hours only. |
| `first_response_client_mean_hours_s` | seconds | Mean of the first response times, by the senders' own clocks, counting business hours only. |
| `first_response_client_median_hours_s` | seconds | Median of the first response times, by the senders' own clocks, counting business hours only: half of them are at most this. |
| `first_response_client_p90_hours_s` | seconds | 90th percentile of the first response times, by the senders' own clocks, counting business hours only: 90% of them are at most this. |
| `first_response_client_p95_hours_s` | seconds | 95th percentile of the first response times, by the senders' own clocks, counting business hours only: 95% of them are at most this. |
| `first_response_client_p99_hours_s` | seconds | 99th percentile of the first response times, by the senders' own clocks, counting business hours only: 99% of them are at most this. |
| `first_response_client_max_hours_s` | seconds | Maximum of the first response times, by the senders' own clocks, counting business hours only. |
| `first_response_client_hours_outside` | count | Number of first response times, by the senders' own clocks, if all of the wait lay outside business hours: these are 0 in business time. |
| `first_response_client_in_hours_count` | count | Number of first response times, by the senders' own clocks, of the waits that opened within business hours, counting these hours only. |
| `first_response_client_mean_in_hours_s` | seconds | Mean of the first response times, by the senders' own clocks, of the waits that opened within business hours, counting these hours only. |
| `first_response_client_median_in_hours_s` | seconds | Median of the first response times, by the senders' own clocks, of the waits that opened within business hours, counting these hours only: half of them are at most this. |
| `first_response_client_p90_in_hours_s` | seconds | 90th percentile of the first response times, by the senders' own clocks, of the waits that opened within business hours, counting these hours only: 90% of them are at most this. |
| `first_response_client_p95_in_hours_s` | seconds | 95th percentile of the first response times, by the senders' own clocks, of the waits that opened within business hours, counting these hours only: 95% of them are at most this. |
| `first_response_client_p99_in_hours_s` | seconds | 99th percentile of the first response times, by the senders' own clocks, of the waits that opened within business hours, counting these hours only: 99% of them are at most this. |
| `first_response_client_max_in_hours_s` | seconds | Maximum of the first response times, by the senders' own clocks, of the waits that opened within business hours, counting these hours only. |
| `response_client_hours_count` | count | Number of response times, by the senders' own clocks, counting business hours only. |
| `response_client_mean_hours_s` to `response_client_p90_hours_s` |  | 3 columns as in conversations.csv |
| `response_client_p95_hours_s` | seconds | 95th percentile of the response times, by the senders' own clocks, counting business hours only: 95% of them are at most this. |
| `response_client_p99_hours_s` | seconds | 99th percentile of the response times, by the senders' own clocks, counting business hours only: 99% of them are at most this. |
| `response_client_max_hours_s` |  | as in conversations.csv |
| `response_client_hours_outside` | count | Number of response times, by the senders' own clocks, if all of the wait lay outside business hours: these are 0 in business time. |
| `response_client_in_hours_count` | count | Number of response times, by the senders' own clocks, of the waits that opened within business hours, counting these hours only. |
| `response_client_mean_in_hours_s` | seconds | Mean of the response times, by the senders' own clocks, of the waits that opened within business hours, counting these hours only. |
| `response_client_median_in_hours_s` | seconds | Median of the response times, by the senders' own clocks, of the waits that opened within business hours, counting these hours only: half of them are at most this. |
| `response_client_p90_in_hours_s` | seconds | 90th percentile of the response times, by the senders' own clocks, of the waits that opened within business hours, counting these hours only: 90% of them are at most this. |
| `response_client_p95_in_hours_s` | seconds | 95th percentile of the response times, by the senders' own clocks, of the waits that opened within business hours, counting these hours only: 95% of them are at most this. |
| `response_client_p99_in_hours_s` | seconds | 99th percentile of the response times, by the senders' own clocks, of the waits that opened within business hours, counting these hours only: 99% of them are at most this. |
| `response_client_max_in_hours_s` | seconds | Maximum of the response times, by the senders' own clocks, of the waits that opened within business hours, counting these hours only. |
| `first_response_created_within_T` to `response_client_pending_T` |  | 8 columns as in conversations.csv |
| `waiting_over_T` | count | Unanswered waits that are older than T at the as-of time, by the platform's clock; with --hours, in business time. |


**by_agent.csv**

| column | unit | meaning |
|---|---|---|
| `source`, `account_id` |  | 2 columns as in conversations.csv |
| `agent` | text | The id of the agent who wrote; (unknown) for agents without an id, (none) for everything without an agent. |
| `agent_name` |  | as in responses.csv |
| `conversations` to `waiting_over_T` |  | 166 columns as in by_queue.csv |


**distribution.csv**

| column | unit | meaning |
|---|---|---|
| `source` to `queue` |  | 3 columns as in by_queue.csv |
| `bucket` | count | Number of the bucket, from 1. |
| `from_s` | seconds | Lower bound of the bucket, inclusive; empty for the first bucket, which has all shorter times. |
| `below_s` | seconds | Upper bound of the bucket, exclusive; empty for the last bucket. |
| `first_responses_created` | count | Number of first response times, by the platform's clock in the bucket. |
| `responses_created` | count | Number of response times, by the platform's clock in the bucket. |
| `first_responses_client` | count | Number of first response times, by the senders' own clocks in the bucket. |
| `responses_client` | count | Number of response times, by the senders' own clocks in the bucket. |


**by_KEYS.csv**

| column | unit | meaning |
|---|---|---|
| `source` to `queue` |  | 3 columns as in by_queue.csv |
| `organizational_group` | text | The organizational group of the conversation; (none) if it has none. |
| `subdivision` | text | The subdivision of the conversation; (none) if it has none. |
| `agent` |  | as in by_agent.csv |
| `assigned_agent` | text | The id of the agent to whom the conversation is assigned, who gets everything of it; (none) if there is none. |
| `status` | text | The status that the platform gives the conversation, such as open; (none) if it has none. |
| `day` | text | The day, in UTC or --timezone; (none) for conversations without messages of a customer, agent or bot. |
| `week` | text | The week of ISO 8601, such as 2026-W02, in UTC or --timezone; (none) as for days. |
| `month` | text | The month, such as 2026-01, in UTC or --timezone; (none) as for days. |
| `quarter` | text | The quarter of the year, such as 2026-Q1, in UTC or --timezone; (none) as for days. |
| `year` | text | The year, such as 2026, in UTC or --timezone; (none) as for days. |
| `hour` | text | The hour of the day, 00 to 23, in UTC or --timezone; (none) as for days. |
| `weekday` | text | The day of the week, Monday 1 to Sunday 7, in UTC or --timezone; (none) as for days. |
| `label` | text | A label of the conversation, which counts in the row of each of its labels; (none) if it has none. |
| `team` | text | The team of the conversation; (none) if it has none. |
| `channel` | text | The channel type of the conversation; (none) if it has none. |
| `priority` | text | The priority of the conversation; (none) if it has none. |
| `csat_rating` | text | The rating that the customer submitted; (none) if there is none. |
| `metadata.K` | text | The value of K in the conversation's metadata or custom attributes; (none) if it has none. |
| `agent_name` to `waiting_over_T` |  | 167 columns as in by_agent.csv |


**by_day.csv**

| column | unit | meaning |
|---|---|---|
| `day` |  | as in by_KEYS.csv |
| `conversations` to `waiting_over_T` |  | 166 columns as in by_queue.csv |


**summary.csv**

| column | unit | meaning |
|---|---|---|
| `conversations` to `waiting_over_T` |  | 166 columns as in by_queue.csv |


**roles.csv**

| column | unit | meaning |
|---|---|---|
| `role` | text | The class of the messages: customer, agent, bot, system, note or failed. |
| `messages` | count | Messages of the role. |
| `message_share` | share | The role's share of all messages of customers, agents and bots. |
| `turns` | count | Unbroken runs of messages of the role. |
| `turn_share` | share | The role's share of all turns of customers, agents and bots. |
| `conversations` | count | Conversations with at least one message of the role. |
| `messages_per_turn` | ratio | Messages of the role per turn of the role. |
| `turns_per_conversation` | ratio | Turns of the role per conversation with at least one message of the role. |
| `ingest_lag_count` to `ingest_lag_median_s` |  | 3 columns as in by_queue.csv |
| `ingest_lag_p95_s` |  | as in by_queue.csv |
| `ingest_lag_max_s`, `ingest_lags_negative` |  | 2 columns as in conversations.csv |


**backlog.csv**

| column | unit | meaning |
|---|---|---|
| `period` | text | The hour, day or week of the row by the clock of --timezone: 2026-01-05T09:00, 2026-01-05 or 2026-W02. |
| `waiting` | count | Customers who wait for an answer at the end of the period; in the last one, at the as-of time. |
| `waiting_median_s` | seconds | Median age of these waits at the end of the period. |
| `waiting_max_s` | seconds | Age of the oldest of these waits at the end of the period. |
| `open` | count | Conversations that have begun and are not resolved at the end of the period; empty if the input tells no status. |
| `opened` | count | Conversations that began within the period, with the first message of a customer, agent or bot. |
| `resolved` | count | Changes to resolved within the period; empty if the input tells no status. |
| `reopened` | count | Changes back from resolved to open within the period; empty if the input tells no status. |


**measures.csv**

| column | unit | meaning |
|---|---|---|
| `table` | text | The name of the table, without .csv. |
| `keys` | text | The row of the table: its key columns and their cells as an object of JSON, with the name of an agent; {} if the table has one row. |
| `measure` | text | The thing that is measured or counted, such as first_response, waiting or conversations; in business time with _hours or _in_hours at the end. |
| `clock` | text | The clock of a latency, created or client; empty for all other measures. |
| `statistic` | text | count, mean, median, p90, p95, p99 or max; or the part of the values that the column counts, such as within_5m, over_5m, negative or share. |
| `value` | measure | The figure, as the table has it: latencies in seconds, the rest as numbers; empty if there is nothing to measure. |
| `n` | count | Number of values behind the figure: of a share its denominator, of a count the count itself; 0 if value is empty. |


<!-- end of columns -->

## Replacing outputs

All outputs are replaced or none: they are written beside their final names, synced, then renamed, `run.json` last. While
names change there is no `run.json`: a reader that sees one sees the files that it names. If a change fails, all are undone.
If the program is killed at that moment, the next run undoes them first. What the previous `run.json` names and this run
does not write is removed; other files are left alone. A run that fails leaves what was there before.

- **Somebody else's file.** A file with the name of an output that no `run.json` there names ends the run with 73 before
  anything is read; `--force` replaces it. Two files are known without a `run.json`: `rejects.ndjson`, by its lines, since
  a run that is stopped by its rejects writes only that file; and, if `run.json` is damaged or cannot be read, the tables that
  `datapackage.json` names, so that one bad file does not stop a nightly job for good. If both are damaged, the run ends
  with 73. A directory that has the name of an output ends the run with 73 too, also with `--force`. If it has the name of
  a single file, such as that of `facts`, the status is 74.
- **Inputs.** An output is never an input. The file itself decides, not its name: the run ends with 64 before anything is
  read. This covers the inputs that were named and found, the files of `--hours` and `--map`, the tables of compared runs, all
  names that a run writes, replaces or removes, and `--metrics-file`. Two outputs that are one file are refused as well.
- **An empty night.** A run that had nothing to read, or found only pages without elements, does not replace tables that have
  rows, or a file of facts that has some: it ends with 65, unless `--allow-empty` is given. Otherwise it ends with 0 and a
  warning, which `--quiet` does not silence.
- **Links, devices, pipes.** A link to a file stays a link. The file that it leads to is replaced, by a temporary file
  beside that one. What is not a regular file (a device, a named pipe, `/dev/stdout`, `/dev/fd/3`) is written to as it is,
  is never renamed over, and gets no files beside it: with `facts --out /dev/stdout` rejects are only counted, unless
  `--rejects` names a file. What was written there stays, also if the run fails; with `--keep-going` rejects may come there
  twice.
- **Modes.** `rejects.ndjson` and `FILE.rejects` have texts of the inputs, so at most the users who may read all of
  the input files may read them; the same is true of `report.html` if it shows rejects. A file that replaces another keeps
  the mode of the other, or as much of it as that allows.
- **Temporary files** begin with a dot and are created new: a file that has such a name already is removed, and never
  followed or written to. If it cannot be removed, the message names it.
- A run that fails after something took its place says what is in place.

## Guarded cells

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and names of queues, inboxes and agents come
from outside. So in text columns and headers, one `'` is put before each match of `'*[=+\-@\t\r\n＝＋－＠]` at the
beginning of a cell: the inbox `+49 30 23125 040` of the samples becomes `'+49 30 23125 040`. A spreadsheet may use another
separator than the file. So one `'` is also put before each match of `'*[=+\-@＝＋－＠]` directly after a `;`, a `,`, a tab,
a CR or an LF inside a cell: `a;=1+1` becomes `a;'=1+1`. To undo it, remove one `'` at each such place
([the pattern](#programs)). Numbers and times are never touched. Control characters (U+0000 to U+001F except tab and
newlines, U+007F to U+009F), which a terminal would obey, are written as U+FFFD. Rows are sorted by the texts before
guarding. `--csv-text raw` turns all of this off.

## Spreadsheets

`--xlsx` writes [the workbook](Workbook.md) `convostat.xlsx`, in which nothing must be chosen and nothing is spoilt. If a
spreadsheet must open the CSV files themselves, `--dialect` writes them as it expects them:

| dialect | byte-order mark | ends of lines | between cells | decimals | times |
|---|---|---|---|---|---|
| `default` | no | LF | `,` | `0.250` | `2026-01-05T09:00:00.250Z` |
| `excel` | yes | CRLF | `,` | `0.250` | `2026-01-05 09:00:00.250`, in a column `first_message_at (UTC)` |
| `excel-semicolon` | yes | CRLF | `;` | `0,250` | `2026-01-05 09:00:00,250`, in the same column |

`excel-semicolon` is for spreadsheets whose language writes decimal commas. LibreOffice opens the default files too: choose
Unicode (UTF-8), separator comma, language English (USA), and set the type of the id columns to Text.

In both dialects a warning, on standard error and in `run.json`, tells what a spreadsheet will spoil all the same: more
than 1,048,576 lines in a file, cells of more than 32,767 characters, and texts that it takes for something else. These are
counted and named by column and kind: leading zeros (`007`), more than 15 digits, digits with an E (`1e5`), other
numbers that are not shown as they were (`(5)`, `1,234`, `12` with a blank, which then is the same as `12`),
percentages, amounts of money, fractions (`1 1/2`), dates (`3/4`, `Jan-26`), times (`1:30`) and truth values. The kinds are
those that LibreOffice recognises, in English for `excel` and in German for `excel-semicolon`. Days in the column `day`
are not counted: they are dates.

`--split-rows N` writes a table of more than N rows as `conversations-0001.csv` and so on, N rows each, each with the
header.

## Programs

`datapackage.json` describes the CSV files, in every dialect, as a Frictionless Data Package: types, units, definitions,
keys. `frictionless validate datapackage.json` checks them.

In pandas, take the types from it: then ids stay texts (`007` stays `007`), a queue called `NA` is not a missing value, and a
column without any value is still a column of numbers. The last lines take out the [guards](#guarded-cells):

```python
import json, pandas
with open("notebooks-out/datapackage.json", encoding="utf-8") as file:
    tables = {table["name"]: table for table in json.load(file)["resources"]}
kinds = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "Int64"}
fields = {field["name"]: field["type"] for field in tables["conversations"]["schema"]["fields"]}
table = pandas.read_csv(
    "notebooks-out/conversations.csv", keep_default_na=False, na_values=[""],
    dtype={name: kinds[kind] for name, kind in fields.items() if kind in kinds},
    parse_dates=[name for name, kind in fields.items() if kind == "datetime"])
guard = "(?:^|(?<=[;,\t\r\n]))'(?='*[=+\\-@＝＋－＠])|^'(?='*[\t\r\n])"
for name in (name for name, kind in fields.items() if kind == "string"):
    table[name] = table[name].str.replace(guard, "", regex=True)
```

DuckDB reads empty cells as NULL, and aggregates leave them out. This takes the types from the same file:

```sql
SET VARIABLE types = (
  SELECT list(CASE field.type WHEN 'integer' THEN 'BIGINT' WHEN 'number' THEN 'DOUBLE' WHEN 'boolean' THEN 'BIGINT'
    WHEN 'datetime' THEN 'TIMESTAMP' ELSE 'VARCHAR' END)
  FROM (SELECT unnest(resource.schema.fields) AS field
    FROM (SELECT unnest(resources) AS resource FROM 'notebooks-out/datapackage.json')
    WHERE resource.name = 'conversations'));
SELECT queue, count(*), median(first_response_created_s), max(waiting_s)
FROM read_csv('notebooks-out/conversations.csv', types = getvariable('types'), nullstr = '') GROUP BY queue;
```

`--tidy` writes a script that does all of this for every table, and takes out the guards: [load.sql](Plotting.md#tables-in-duckdb).

`notebooks-out/explore.ipynb` is a notebook that loads every dialect in this way and plots queues, days and clocks. Of a
sum over the files of a split table (`--split-rows`), `datapackage.json` lists the parts.

## The run

`run.json` has the tool and its version, the id of the run, start, end, seconds, the seconds of the stages (`stages_s`: `read` inputs,
`join` conversations, `measure` them, make the `tables`), workers, peak memory, options, as-of, the moment of the latest
message, warnings, counts, rejects by reason, rejects that were not written (`rejects_omitted`), inputs (path, bytes of the
decompressed stream, lines, records), with `--keep-going` the inputs that were left out (`broken_inputs`), and outputs (name,
rows, bytes). With `--map` it has how often each pointer found
something (`map`, with the `source` of each if there are several maps). With `--checksums` it has the SHA-256 of every input as it was read (compressed, if it is) and of
every output except `run.json`. The line of `check --json` also has `contents`: queues, labels and teams with their numbers
of conversations, keys of metadata with their numbers of records, and under `activity` the texts of activity messages
that tell no status, with their numbers of messages.

`run.json` and diagnostics are always in UTC. The counts:

| count | meaning |
|---|---|
| `lines` | all lines, blank ones too: records + blank + ignored + rejected |
| `records`, `blank`, `ignored`, `rejected` | lines that were read, were blank, concern nothing here, were rejected |
| `rejected_bytes` | bytes of the rejected lines ([Inputs](Inputs.md#forms-of-a-file)); elements of pages do not count |
| `tolerated` | physical lines that were read although they are not strictly NDJSON ([Inputs](Inputs.md#forms-of-a-file)) |
| `elements`, `rejected_elements` | elements of pages, and those that were rejected |
| `messages`, `conversations` | kept messages, rows of `conversations.csv` |
| `left_out_messages`, `left_out_conversations` | what `--where`, `--since` and `--until` left out ([Breakdowns](Breakdowns.md#which-conversations-count)) |
| `duplicates` | further copies of messages that were already there |
| `created_missing` | messages whose created time was taken from the client |
| `senderless` | kept outgoing messages without a sender ([Inputs](Inputs.md#messages-and-times)) |
| `ambiguous_references` | messages whose external id belongs to several conversations |
| `ambiguous_accounts` | kept messages without an account whose conversation several accounts have, if their inbox does not tell which one ([Inputs](Inputs.md#which-conversation)) |
| `conflicting_records` | conversations with records of the same time that disagree about an attribute ([Inputs](Inputs.md#the-same-thing-twice)) |
| `guarded_cells` | cells that got a `'` |

"""#),
    Page(name: "Workbook", text: #"""
# The workbook

`--xlsx` writes `convostat.xlsx`: all tables in one file for Excel, LibreOffice and other spreadsheets, in which nothing must be
chosen and nothing is spoilt.

```sh
convostat summarize dump --out tables --xlsx
```

## Sheets

| sheet | what is in it |
|---|---|
| `summary` | upright: a row for each measure of `summary.csv`, with its value and its meaning, and the chart of the days |
| `by_queue`, `by_day`, `by_agent`, `roles` | these tables |
| others | the tables of `--by`, `--buckets` and `--backlog` |
| `conversations`, `responses` | the long tables |
| `definitions` | a row for each column: its unit, its definition, and the sheets that have it |

Each sheet is an Excel table with filters, named like the sheet. The heads and the columns that identify a row stay in view, as
many of these as leave room for others. On paper a sheet is landscape, as many pages wide as its columns need to be legible, with
the heads and these columns on every page. A table of more rows than a sheet holds goes on in `conversations (2)`.

The chart shows two measures by day: the median of the first responses as a line, and the number of conversations as bars.
It is drawn from the cells of `by_day`, so that a change there changes it. With [`--columns`](Tables.md) it shows what is there.

## Cells

- Numbers are numbers, and texts are texts: they need no [guards](Tables.md#guarded-cells), and `007` stays `007`.
- Days, times, and the days and hours of `backlog` are dates by the clock of `--timezone`, whose name is in the head of their
  column: `day (Europe/Berlin)`. A spreadsheet knows no zones. The row `(none)`, which has no day, follows those with one.
- Shares are shown as percentages: 0.7453 as 74.53%.
- Durations are seconds, as in the tables. With `--durations hms` they are days, as spreadsheets measure time, in the format
  `[h]:mm:ss`: 93,784 seconds are 26:03:04. A negative one, from a clock that is ahead, is shown as a number of days,
  because Excel shows no negative times.
- With `--link`, the cells of the column `link` are links, at most 65,530 on a sheet: Excel opens no more. The others, and addresses of
  more than 2,079 characters, are texts.
- Control characters, which the format cannot hold, are written in its escape (`_x0007_`). Cells longer than a sheet holds
  are cut, with a warning. Sums have the 15 digits that a spreadsheet has.
- Of two columns whose names differ in capital letters only, the second gets a number: `metadata.tier (2)`.

## Size

A row of `conversations` takes about 240 bytes of the file, one of `responses` about 110. `--dry-run` tells before a run about
how many rows and sheets there will be, and how large the file will be. A spreadsheet opens some hundred thousand rows slowly:
beyond that, read the CSV files with a [program](Tables.md#programs).

Rows and cells follow each other without a reference such as `A1`, which the format allows, and Excel, LibreOffice, pandas and
openpyxl read that. A program that needs references reads the CSV files. During the run the rows wait in a temporary file
(`--tmp`), if they are more than 1 MiB: it is about as large as the workbook.

"""#),
  ]
}
