import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, verbose_name='请求标识')),
                ('request', models.CharField(blank=True, max_length=200, verbose_name='请求')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='请求内容的摘要')),
                ('status', models.PositiveSmallIntegerField(null=True, verbose_name='答复的状态')),
                ('media_type', models.CharField(blank=True, max_length=60, verbose_name='答复的类型')),
                ('body', models.TextField(blank=True, verbose_name='答复')),
                ('created_at', models.DateTimeField(db_index=True, verbose_name='建立时间')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept_answers', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
            ],
            options={
                'verbose_name': '接口答复',
                'ordering': ('-id',),
                'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='answer_once_for_a_key')],
            },
        ),
    ]
