"""Tables of customer-service conversations, at 2:15 every night.

The workers' environment has CHATWOOT_URL, CHATWOOT_ACCOUNT and CHATWOOT_TOKEN_FILE. The last line that convostat
prints is the content of run.json, which Airflow keeps as the task's return value.
"""

from datetime import datetime, timedelta

try:
    from airflow.sdk import DAG
except ImportError:  # before Airflow 3
    from airflow import DAG
try:
    from airflow.providers.standard.operators.bash import BashOperator
except ImportError:
    from airflow.operators.bash import BashOperator

EXPORT = (
    "/usr/local/lib/convostat/export/chatwoot.sh --since last --quiet /var/lib/convostat/dump"
)
ADD = (
    "/usr/local/bin/convostat facts /var/lib/convostat/dump --ledger /var/lib/convostat/ledger"
    " --config /etc/convostat/nightly.conf"
)
COMPACT = (
    "/usr/local/bin/convostat facts --compact /var/lib/convostat/ledger"
    " --config /etc/convostat/nightly.conf"
)
SUMMARIZE = (
    "/usr/local/bin/convostat summarize /var/lib/convostat/ledger --out /var/lib/convostat/tables"
    " --config /etc/convostat/nightly.conf --json"
)

with DAG(
    dag_id="convostat_nightly",
    schedule="15 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 1, "retry_delay": timedelta(minutes=10)},
):
    export = BashOperator(task_id="export", bash_command=EXPORT, execution_timeout=timedelta(hours=4))
    add = BashOperator(task_id="add", bash_command=ADD, execution_timeout=timedelta(hours=4))
    compact = BashOperator(task_id="compact", bash_command=COMPACT, execution_timeout=timedelta(hours=4))
    summarize = BashOperator(
        task_id="summarize",
        bash_command=SUMMARIZE,
        do_xcom_push=True,
        execution_timeout=timedelta(hours=4),
    )
    export >> add >> compact >> summarize
