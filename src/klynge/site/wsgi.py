import os

from django.core.wsgi import get_wsgi_application

from klynge.site.whole import whole

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klynge.site.settings")
application = whole(get_wsgi_application())
