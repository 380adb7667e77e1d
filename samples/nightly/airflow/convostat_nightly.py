"""Tables of customer-service conversations, at 2:15 every night.

The last line that convostat prints is the content of run.json, which Airflow keeps as the task's return value.
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

COMMAND = (
    "/usr/local/bin/convostat summarize /var/lib/convostat/dump --out /var/lib/convostat/tables"
    " --max-reject-share 1% --newest-within 26h --max-drop 50% --wait 600 --json --quiet"
)

with DAG(
    dag_id="convostat_nightly",
    schedule="15 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 1, "retry_delay": timedelta(minutes=10)},
):
    BashOperator(
        task_id="summarize",
        bash_command=COMMAND,
        do_xcom_push=True,
        execution_timeout=timedelta(hours=4),
    )
