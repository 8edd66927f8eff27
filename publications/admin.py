from django.contrib import admin

from . import models

for model in [models.Edition]:
    admin.site.register(model)
