from django.contrib import admin

from . import models

for model in [models.Plan,models.Measure,models.Round,models.Report]:
    admin.site.register(model)
