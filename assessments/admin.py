from django.contrib import admin

from . import models

for model in [models.Framework,models.Assessment]:
    admin.site.register(model)
