"""The lab's charts in the order of the page."""

from app.charts.lab import engines, messages
from app.charts.lab.chart import LabChart

LAB_CHARTS: tuple[LabChart, ...] = (
    LabChart(
        "lab_wall", "Wall time", "half", engines.wall, engines.wall_summary, engines.wall_table
    ),
    LabChart(
        "lab_cpu", "Processor time", "half", engines.cpu, engines.cpu_summary, engines.cpu_table
    ),
    LabChart(
        "lab_messages",
        "What it costs to hand over a message",
        "full",
        messages.messages,
        messages.messages_summary,
        messages.messages_table,
    ),
)
