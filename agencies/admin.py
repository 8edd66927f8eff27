from django.contrib import admin

from . import models

for model in [models.Agency,models.Division,models.User]:
    admin.site.register(model)
