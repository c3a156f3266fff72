from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "pult.guide"
    label = "guide"

    def ready(self) -> None:
        # Every letter may name the insurer; models must be loaded first.
        from pult.guide.context import insurer  # noqa: PLC0415
        from pult.notifications.kinds import surround  # noqa: PLC0415

        surround(lambda: insurer(None))
